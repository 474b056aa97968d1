/**
 * A real Chromium whose tabs crash, reload and lose their network, held against the platform: e2e/soak.
 *   npm run soak                                     three minutes, through the package's own proxy
 *   npm run soak -- --minutes 10 --seed 7 --plain    through one that only adds the key
 */
const { ensureInstalled } = await import('./ensure-installed.mjs')
ensureInstalled()

const { spawnSync } = await import('node:child_process')
const { parseArgs } = await import('node:util')
const { root } = await import('./root.mjs')

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '3' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 30)) },
    plain: { type: 'boolean', default: false },
  },
})

// First of all: whatever goes wrong can be played again.
process.stdout.write(
  `${values.minutes} min through ${values.plain ? 'a plain proxy' : 'the package’s own'}, seed ${values.seed}\n`,
)
const { status } = spawnSync('npx', ['playwright', 'test', '-c', 'playwright.soak.config.ts'], {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...process.env,
    SOAK_MINUTES: values.minutes,
    SOAK_SEED: values.seed,
    ...(values.plain && { SOAK_PLAIN: '1' }),
  },
})
process.exit(status ?? 1)
