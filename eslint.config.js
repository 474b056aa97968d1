import reactHooks from 'eslint-plugin-react-hooks'
import storybook from 'eslint-plugin-storybook'
import tseslint from 'typescript-eslint'

export default tseslint.config(
  {
    ignores: [
      '**/dist',
      'storybook-static',
      'coverage',
      '**/node_modules',
      '**/mockServiceWorker.js',
      '**/.next',
      'test-results',
      'playwright-report',
    ],
  },
  ...tseslint.configs.recommended,
  reactHooks.configs.flat['recommended-latest'] ?? reactHooks.configs.flat.recommended,
  ...storybook.configs['flat/recommended'],
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-console': 'error',
    },
  },
  {
    // What only the type checker sees: a promise that nobody waits for, a case that nobody handles.
    files: ['**/*.{ts,tsx}', 'scripts/**/*.mjs'],
    // Apps that install the package have packages and a configuration of their own.
    ignores: [
      'e2e/fixtures/{next-app,vite-app}/**',
      'e2e/registry/{Items.tsx,next/**,vite/**}',
      'e2e/sdk/app/**',
    ],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    // One module reads the machine and the browser, so that tests and other hosts can replace them.
    files: ['src/client/**', 'src/context/**', 'src/hooks/**'],
    ignores: ['src/client/environment.ts', '**/*.test.*', 'src/client/uploads/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...[
          'navigator',
          'document',
          'window',
          'localStorage',
          'performance',
          'setTimeout',
          'setInterval',
        ].map((name) => ({ name, message: 'Read it through config.environment.' })),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Use clock.now() or clock.monotonic().' },
        { object: 'Math', property: 'random', message: 'Use clock.random().' },
      ],
    },
  },
  {
    files: ['scripts/**', 'src/cli/**', 'bench/**', 'demo/server/**', 'e2e/**', 'test/support/**'],
    rules: { 'no-console': 'off' },
  },
)
