/**
 * Everything that has to be green, on a fresh clone, with Node and npm alone.
 *   npm test                 all of it
 *   npm test -- unit e2e     these steps only
 */
const started = performance.now()

const { requireNode } = await import('./require-node.mjs')
requireNode()
const { ensureInstalled } = await import('./ensure-installed.mjs')
ensureInstalled()
const { ensureChromium } = await import('./ensure-chromium.mjs')
const chromium = ensureChromium()
if (!chromium) process.exit(1)

const { steps } = await import('./test-steps.mjs')
const { failuresOf, runSteps } = await import('./run-steps.mjs')

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !steps.some((step) => step.name === name))
if (unknown.length > 0) {
  process.stderr.write(
    `No such step: ${unknown.join(', ')}. There are: ${steps.map(({ name }) => name).join(', ')}\n`,
  )
  process.exit(1)
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130))

const { passed, failed } = await runSteps(
  wanted.length > 0 ? steps.filter((step) => wanted.includes(step.name)) : steps,
  {
    env: {
      ...process.env,
      CHROMIUM_PATH: chromium,
      CI: process.env.CI ?? '1',
      FORCE_COLOR: '0',
      NO_COLOR: '1',
    },
    log: (text) => process.stdout.write(text),
  },
)

process.stdout.write(`\n${Math.round((performance.now() - started) / 1000)} s in all\n`)
for (const step of failed) {
  process.stdout.write(`\nred: ${step.name}, run again with: npm run ${step.script}\n`)
  // Once more at the end: whoever reads the end of a long log sees what failed.
  if (step.output) process.stdout.write(`${failuresOf(step.output)}\n`)
}
process.stdout.write(`${passed.length} passed, ${failed.length} failed\n`)
process.exitCode = failed.length > 0 ? 1 : 0
