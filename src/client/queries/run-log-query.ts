import { queryOptions } from '@tanstack/react-query'
import { queueEnvelopeShape, type QueueEnvelope } from '../../protocol/queue-envelope.js'
import { isRecord } from '../../shared/json.js'
import type { ModelRunnerError } from '../errors/model-runner-error.js'
import type { Client } from '../client.js'
import { modelRunnerKeys } from './keys.js'
import { QUERY_DEFAULTS, type QueryOf } from './query-defaults.js'

/** The wait between two reads, and the one it eases to, ms. */
const FIRST_MS = 2_000
const EASED_MS = 10_000
const EASE = 1.2

/** A model that has written nothing by then writes nothing. */
const READS_WITHOUT_LINES = 2

const MAX_LINES = 200
const MAX_LINE_LENGTH = 300
const MAX_LENGTH = 50_000

/** Colors and cursor moves of a terminal. */
const ANSI = /\u001b\[[\d;?]*[A-Za-z]/g

/** A run in flight. */
export interface RunLogTarget {
  requestId: string
  endpoint: string
}

/** The lines that a run has logged so far, the newest last. Read again while the run is watched, with growing waits. */
export function runLogQuery(client: Client, target: RunLogTarget | undefined): QueryOf<string[]> {
  const { requestId = '', endpoint = '' } = target ?? {}
  return queryOptions<string[], ModelRunnerError>({
    ...QUERY_DEFAULTS,
    queryKey: modelRunnerKeys.log(client.config.scope, requestId),
    enabled: target !== undefined,
    refetchInterval: ({ state: { error, data = [], dataUpdateCount } }) => {
      if (error) return error.retryable && Math.max(EASED_MS, error.retryAfterMs ?? 0)
      if (data.length === 0 && dataUpdateCount >= READS_WITHOUT_LINES) return false
      return Math.min(EASED_MS, FIRST_MS * EASE ** dataUpdateCount)
    },
    async queryFn({ signal }) {
      const { logs } = await client.transport.call<QueueEnvelope>({
        host: 'queue',
        path: `/${endpoint}/requests/${encodeURIComponent(requestId)}/status`,
        query: { logs: 1 },
        shape: queueEnvelopeShape,
        // A request that rests on FAILED answers 400 with its envelope.
        alsoAnswers: [400],
        retry: false,
        signal,
      })
      return linesOf(logs)
    },
  })
}

/** `logs` is a text, a list of lines, or null. A line that a terminal writes over another one is a line of its own. */
export function linesOf(logs: unknown): string[] {
  const messages = Array.isArray(logs)
    ? logs.slice(-MAX_LINES).map((line: unknown) => (isRecord(line) ? line['message'] : line))
    : [logs]
  return messages
    .filter((message) => typeof message === 'string')
    .flatMap((message) =>
      message
        .slice(-MAX_LENGTH)
        .replace(ANSI, '')
        .split(/[\r\n]+/),
    )
    .map((line) => line.trim().slice(0, MAX_LINE_LENGTH))
    .filter(Boolean)
    .slice(-MAX_LINES)
}
