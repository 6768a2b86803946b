import { readFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const firebase = JSON.parse(readFileSync(new URL('../firebase.json', import.meta.url), 'utf8'));

export default defineConfig({
  define: { 'import.meta.env.VITE_SUITE': JSON.stringify(firebase.emulators) },
  plugins: [react()],
  // Known beforehand: a dependency that Vite finds later reloads the open page.
  optimizeDeps: {
    include: [
      'react',
      'react/jsx-dev-runtime',
      'react-dom/client',
      '@fanfold/client > firebase/app',
      '@fanfold/client > firebase/app-check',
      '@fanfold/client > firebase/auth',
      '@fanfold/client > firebase/firestore',
      '@fanfold/client > firebase/functions',
      '@fanfold/game > fflate',
    ],
  },
});
