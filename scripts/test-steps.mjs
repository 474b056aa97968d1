/**
 * What `npm test` runs, in order. Two steps run at a time where the machine has two cores; `after` waits for
 * other steps, `alone` keeps a step to itself because it measures times in a browser.
 * Each is an npm script, so that a red step can be run again by its own command.
 */
export const steps = [
  { name: 'types', script: 'types', hint: 'fix the type errors' },
  { name: 'lint', script: 'lint', hint: 'many are mended by: npx eslint . --fix' },
  { name: 'unused', script: 'unused', hint: 'what nothing imports goes, or knip.json says why it stays' },
  { name: 'format', script: 'format:check', hint: 'mend with: npm run format' },
  { name: 'build', script: 'build', hint: 'the library does not build' },
  { name: 'unit', script: 'test:unit', hint: 'one file: npx vitest --project unit path/to/file' },
  { name: 'package', script: 'test:package', after: ['build'], hint: 'what npm would publish is not sound' },
  { name: 'size', script: 'size', hint: 'budgets: scripts/size-budgets.mjs' },
  { name: 'browser', script: 'test:browser', hint: 'one file: npx vitest --project browser path/to/file' },
  { name: 'stories', script: 'test:stories', hint: 'look at it: npm run storybook' },
  { name: 'storybook build', script: 'build-storybook', hint: 'the static Storybook does not build' },
  {
    name: 'e2e',
    script: 'test:e2e',
    after: ['build', 'storybook build'],
    alone: true,
    hint: 'one spec: npx playwright test e2e/name.spec.ts; report: npx playwright show-report',
  },
]
