import type { ModelRunnerClient } from '../model-runner-client.js'
import { createRun, type RunPorts } from './create-run.js'
import type { Run, RunOptions } from './run.js'

/** What is stored of a run needs a name. */
export interface NamedRunPorts extends Pick<RunPorts, 'read'> {
  records(
    client: ModelRunnerClient,
    endpoint: string,
    persistKey: string,
  ): ReturnType<NonNullable<RunPorts['records']>>
}

export interface RunRegistry {
  /** A run of its own or, with a `persistKey`, the one that all who give the same name and endpoint share. */
  get(endpoint: string, persistKey: string | undefined, ports: NamedRunPorts): Run
}

/** The runs of a client that are known by name. */
export function createRunRegistry(client: ModelRunnerClient): RunRegistry {
  const named = new Map<string, Run>()
  return {
    get(endpoint, persistKey, { read, records }) {
      if (persistKey === undefined) return createRun(client, endpoint, { read })
      const name = JSON.stringify([endpoint, persistKey])
      let run = named.get(name)
      if (!run) {
        run = createRun(client, endpoint, { read, records: () => records(client, endpoint, persistKey) })
        named.set(name, run)
      }
      return run
    },
  }
}

/** What runs outside React need besides the submit, loaded with the first of them. */
const LAZY: NamedRunPorts = {
  read: async (...call) => (await import('../read-result.js')).readResult(...call),
  records: async (client, endpoint, persistKey) =>
    (await import('./run-records.js')).createRunRecords(client.config, endpoint, persistKey),
}

export interface SubmitRunOptions<O = unknown> extends RunOptions<O> {
  /** The run survives a reload under this name, even one in the middle of the submit. */
  persistKey?: string
}

/** Runs for code without React. */
export interface Runs {
  /**
   * Submits and follows the run to its outcome. Errors land in the state of its store.
   *
   * @example
   * const run = client.runs.submit('bytedance/sdxl-lightning-4step', { prompt: 'a lighthouse' })
   * run.store.subscribe(({ phase, output, error }) => render(phase, output, error))
   */
  submit<O = unknown>(endpoint: string, input: unknown, options?: SubmitRunOptions<O>): Run<O>
}

export function createRuns(client: ModelRunnerClient): Runs {
  return {
    submit<O>(endpoint: string, input: unknown, { persistKey, ...options }: SubmitRunOptions<O> = {}) {
      // What the model gives is the caller's to say.
      const run = client.use(createRunRegistry).get(endpoint, persistKey, LAZY) as unknown as Run<O>
      run.open()
      run.submit(input, options).catch(() => {})
      return run
    },
  }
}
