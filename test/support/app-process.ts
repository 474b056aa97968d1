import { spawn, type ChildProcess } from 'node:child_process'
import { basename, join } from 'node:path'
import { build } from 'esbuild'

/** Bundles a server of a test into one file that Node runs; gives the file. */
export async function bundleServer(entry: string): Promise<string> {
  const outfile = join(
    import.meta.dirname,
    '../../node_modules/.cache',
    basename(entry).replace(/\.ts$/, '.mjs'),
  )
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  })
  return outfile
}

/** A process of the app, started anew when it dies. The server prints its port. */
export class AppProcess {
  readonly #server: string
  readonly #env: Record<string, string>
  #child: ChildProcess | undefined
  #url: Promise<string>
  #isOver = false
  crashes = 0

  constructor(server: string, env: Record<string, string>) {
    this.#server = server
    this.#env = env
    this.#url = this.#start()
  }

  /** Undefined where the process dies first. */
  async post(body: string, headers: Record<string, string>): Promise<Response | undefined> {
    try {
      return await fetch(await this.#url, { method: 'POST', body, headers })
    } catch {
      return undefined
    }
  }

  /** Ends it as kill -9 does; another one starts in its place. */
  crash(): void {
    this.#child?.kill('SIGKILL')
  }

  end(): void {
    this.#isOver = true
    this.#child?.kill('SIGKILL')
  }

  #start(): Promise<string> {
    const env = { ...process.env, ...this.#env }
    const child = spawn(process.execPath, [this.#server], { env, stdio: ['ignore', 'pipe', 'inherit'] })
    this.#child = child
    return new Promise((resolve) => {
      child.stdout.once('data', (text: Buffer) => resolve(`http://127.0.0.1:${text.toString().trim()}/`))
      child.once('exit', () => {
        if (this.#isOver) return
        this.crashes += 1
        this.#url = this.#start()
        // Who waits for one that died before it was ready waits for the next.
        resolve(this.#url)
      })
    })
  }
}
