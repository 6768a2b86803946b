import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
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
