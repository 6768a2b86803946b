import { readFileSync } from 'node:fs';
import js from '@eslint/js';
import ts from 'typescript-eslint';

/** The services; each is a codebase of its own. */
const services = JSON.parse(readFileSync(new URL('functions/services.json', import.meta.url), 'utf8'));

/** Who may import whom. Everything points one way; services know each other only by topics and documents. */
const packages = {
  game: [],
  'functions/kit': ['game'],
  ...Object.fromEntries(services.map((service) => [`functions/${service}`, ['game', 'kit']])),
  changelog: ['kit'],
  client: ['game'],
  web: ['client', 'game'],
  replay: ['game'],
  tools: ['kit', ...services, 'changelog'],
  emulators: ['game', 'kit', 'replay', 'tools'],
  bench: ['game', 'kit', ...services, 'emulators', 'replay', 'tools', 'changelog'],
  tests: ['game', 'kit', ...services, 'changelog', 'client', 'emulators', 'replay', 'tools'],
};
const names = Object.keys(packages).map((folder) => folder.replace('functions/', ''));

const importDirection = Object.entries(packages).map(([folder, allowed]) => ({
  files: [`${folder}/**/*.{ts,tsx}`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: names
          .filter((name) => !allowed.includes(name))
          .map((name) => ({
            group: [`@fanfold/${name}`, `@fanfold/${name}/*`],
            message: `${folder} may import only: ${allowed.map((a) => `@fanfold/${a}`).join(', ') || 'nothing of Fanfold'}.`,
          })),
      },
    ],
  },
}));

/** Helpers of tests and benches stand in one folder per package, and no product code imports them. */
const noTestHelpers = {
  files: ['**/*.{ts,tsx}'],
  ignores: ['**/*.spec.{ts,tsx}', '**/testing/**', 'tests/**', 'bench/**'],
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      { patterns: [{ regex: '(^|/)testing/', message: 'Helpers of tests are for tests only.' }] },
    ],
  },
};

export default ts.config(
  { ignores: ['**/dist/', '**/node_modules/', '.build/', '.fanfold/'] },
  js.configs.recommended,
  ...ts.configs.strict,
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['**/*.mjs', '*.js'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
      },
    },
  },
  {
    files: ['game/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-globals': ['error', 'process', 'fetch', 'setTimeout', 'setInterval'],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'game/ is pure: pass the time in.' },
        { object: 'Math', property: 'random', message: 'game/ is pure: pass a seed in.' },
      ],
    },
  },
  ...importDirection,
  noTestHelpers,
);
