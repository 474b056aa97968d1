// See scripts/mutation.mjs, which says what is mutated and which tests must notice.

/** @type {import('@stryker-mutator/core').PartialStrykerOptions} */
export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
  coverageAnalysis: 'perTest',
  // Texts are not what is asked about.
  mutator: { excludedMutations: ['StringLiteral', 'Regex'] },
  ignorePatterns: [
    'dist',
    'storybook-static',
    'screenshots',
    'e2e',
    'stories',
    'demo',
    'registry',
    'docs-site',
  ],
  concurrency: 1,
  // Fake clocks do not wait: what takes so long hangs, also on a busy machine. ms
  timeoutMS: 30_000,
  reporters: ['progress-append-only', 'clear-text'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportScoreTable: true },
  tempDirName: 'coverage/stryker',
}
