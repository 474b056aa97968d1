import { execFile } from 'node:child_process'
import { cp, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { pack } from '../../test/package/pack.js'

const run = promisify(execFile)
const FIXTURES = join(import.meta.dirname, '../fixtures')

/**
 * An app in an empty folder outside the repository, with this package installed from its tarball, as
 * a stranger would have it.
 *
 * @param also further packages, e.g. another version of React
 */
export async function installFixture(name: string, also: readonly string[] = []): Promise<string> {
  const folder = join(await mkdtemp(join(tmpdir(), 'modelrunner-react-app-')), name)
  await cp(join(FIXTURES, name), folder, { recursive: true })
  const { tarball } = pack()
  await npm(folder, ['install', '--prefer-offline', '--no-audit', '--no-fund', tarball, ...also])
  return folder
}

/** Runs npm in a folder; what it printed comes with the error where it fails. */
export async function npm(
  folder: string,
  texts: readonly string[],
  env: Record<string, string> = {},
): Promise<void> {
  // Vite sets NODE_ENV while it builds; npm would leave development packages out.
  const own = { ...process.env, NODE_ENV: undefined }
  const options = { cwd: folder, env: { ...own, ...env }, maxBuffer: 32 * 1024 * 1024 }
  await run('npm', texts, options).catch((error: Error & { stdout?: string; stderr?: string }) => {
    throw new Error(`npm ${texts.join(' ')} failed:\n${error.stdout ?? ''}${error.stderr ?? error.message}`)
  })
}
