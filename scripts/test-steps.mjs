/**
 * What `npm test` runs. Two steps run at a time where the machine has two cores, begun in this order: the longest
 * first and short ones last, so that neither core is left waiting. `after` waits for other steps, `alone` keeps a
 * step to itself because it measures times in a browser.
 * Each is an npm script, so that a red step can be run again by its own command.
 */
export const steps = [
  { name: 'unit', script: 'test:unit', hint: 'one file: npx vitest --project unit path/to/file' },
  { name: 'types', script: 'types', hint: 'fix the type errors' },
  { name: 'lint', script: 'lint', hint: 'many are mended by: npx eslint . --fix' },
  { name: 'build', script: 'build', hint: 'the library does not build' },
  { name: 'storybook build', script: 'build-storybook', hint: 'the static Storybook does not build' },
  { name: 'stories', script: 'test:stories', hint: 'look at it: npm run storybook' },
  { name: 'browser', script: 'test:browser', hint: 'one file: npx vitest --project browser path/to/file' },
  { name: 'package', script: 'test:package', after: ['build'], hint: 'what npm would publish is not sound' },
  { name: 'format', script: 'format:check', hint: 'mend with: npm run format' },
  { name: 'unused', script: 'unused', hint: 'what nothing uses goes, or knip.json says why it stays' },
  { name: 'docs', script: 'docs:pages', hint: 'a link in docs/ leads nowhere, or a page does not render' },
  { name: 'size', script: 'size', hint: 'budgets: scripts/size-budgets.mjs' },
  {
    name: 'e2e',
    script: 'test:e2e',
    after: ['build', 'storybook build'],
    alone: true,
    hint: 'one spec: npx playwright test e2e/name.spec.ts; report: npx playwright show-report',
  },
]
