import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { installPackages } from './install.mjs'

/** What reads through TanStack Query. */
const TESTS = [
  'src/hooks',
  'src/client/queries',
  'src/components/file-library',
  'src/components/request-history',
]

/**
 * Runs these tests on the lowest version of TanStack Query that package.json lets an app have.
 *
 * @param {string} range of the peer dependency, as `^5.40.0`
 * @param {string} folder
 * @param {string} root of the repository
 */
export function tryLowestQuery(range, folder, root) {
  const version = range.replace('^', '')
  installPackages({ '@tanstack/react-query': version, '@tanstack/query-core': version }, folder)
  const { status, stdout, stderr } = spawnSync(
    'npx',
    ['vitest', 'run', '--project', 'unit', '--reporter=dot', ...TESTS],
    {
      cwd: root,
      encoding: 'utf8',
      env: {
        ...process.env,
        NO_COLOR: '1',
        REACT_QUERY_PATH: join(folder, 'node_modules/@tanstack/react-query/build/modern/index.js'),
      },
    },
  )
  const log = `${stdout}${stderr}`
  const passed = /Tests .*?(\d+) passed/.exec(log)?.[1]
  return { tests: { seen: passed ? `${passed} passed` : 'did not run', ok: status === 0 }, log }
}
