import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { execFile } from 'node:child_process'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from '@playwright/test'
import { pack } from '../../test/package/pack.js'
import { runImage } from '../support/run-image.js'
import { startProgram, type Program } from '../support/start-program.js'
import { watchBrowser } from '../support/watch-browser.js'
import { readQuickStart } from './read-quick-start.js'

const run = promisify(execFile)

const QUICK_STARTS = [
  // A color of the template's own stylesheet.
  { title: 'Quick start: Next.js (app router)', templateProperty: '--background', checks: ['npx', 'tsc'] },
  { title: 'Quick start: Vite + Hono', templateProperty: '--accent', checks: ['npm', 'run', 'build'] },
]

for (const { title, templateProperty, checks } of QUICK_STARTS) {
  test(`${title}, as the README has it, shows an image`, async ({ page }) => {
    const { setup, files, programs } = readQuickStart(title)
    const empty = await mkdtemp(join(tmpdir(), 'modelrunner-react-quick-start-'))
    const startedAt = performance.now()
    const took: string[] = []
    const note = (what: string) =>
      took.push(`${((performance.now() - startedAt) / 1000).toFixed(0)} s  ${what}`)
    const running: Program[] = []
    try {
      let folder = empty
      for (const command of setup) {
        const [name = '', ...words] = command.split(' ')
        if (name === 'cd') folder = join(folder, words[0] ?? '')
        else await runCommand(folder, name, words.map(asPublished))
        note(command)
      }
      for (const { path, code } of files) {
        await mkdir(dirname(join(folder, path)), { recursive: true })
        await writeFile(join(folder, path), code)
      }
      for (const command of programs) {
        const [name = '', ...words] = command.split(' ')
        running.push(await startProgram(name, words, { cwd: folder, env: QUIET }))
        note(command)
      }

      const { complaints } = watchBrowser(page)
      await page.goto(running.at(-1)?.url ?? '')
      await runImage(page)
      note('the picture is on the page')
      const template = await page.evaluate(
        (name) => getComputedStyle(document.documentElement).getPropertyValue(name),
        templateProperty,
      )
      expect(template, 'the stylesheet of the template is still there').not.toBe('')
      expect(complaints).toEqual([])

      const [name = '', ...words] = checks
      await runCommand(folder, name, words)
      note(`${checks.join(' ')} finds no mistake`)
    } finally {
      process.stdout.write(
        `${title}: ${setup.length + files.length + programs.length} steps\n${took.join('\n')}\n`,
      )
      await page.close()
      for (const program of running) await program.stop()
      await rm(empty, { recursive: true, force: true, maxRetries: 5 })
    }
  })
}

const QUIET = { NEXT_TELEMETRY_DISABLED: '1' }

/** The package as npm would publish it stands for its name. */
const asPublished = (word: string) => (word === 'modelrunner-react' ? pack().tarball : word)

async function runCommand(folder: string, name: string, words: string[]): Promise<void> {
  const env = { ...process.env, NODE_ENV: undefined, npm_config_yes: 'true', ...QUIET }
  await run(name, words, { cwd: folder, env, maxBuffer: 32 * 1024 * 1024 }).catch(
    (error: Error & { stdout?: string; stderr?: string }) => {
      throw new Error(`${name} ${words.join(' ')}:\n${error.stdout ?? ''}${error.stderr ?? error.message}`)
    },
  )
}
