import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { root } from './root.mjs'

// `npm run test:looks`: every story as a test, with axe, in each look that changes colours or sides.
const LOOKS = ['theme:light', 'theme:dark', 'theme:light;direction:rtl']

const red = LOOKS.filter((look) => {
  process.stdout.write(`\n${look}\n`)
  const { status } = spawnSync('npm', ['run', '--silent', 'test:stories'], {
    cwd: fileURLToPath(root),
    env: { ...process.env, STORYBOOK_GLOBALS: look },
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  return status !== 0
})
if (red.length > 0) {
  process.stderr.write(`red: ${red.join(', ')}\n`)
  process.exit(1)
}
