import { isRecord } from '../errors/is-record.js'
import type { ModelRunnerClient } from '../model-runner-client.js'
import type { SubmitOptions } from './submit-options.js'

/** What a run leaves behind so that it is found again after a reload. Written before the POST leaves. */
export interface RunRecord {
  version: 1
  clientId: string
  endpoint: string
  /** With URLs in place of files. Left out where it is too large to store: then the submit is not sent again. */
  input?: unknown
  options: SubmitOptions
  /** ms since the epoch */
  at: number
  /** Whether a POST may have left. */
  isSent: boolean
  requestId?: string
  /** Whether the error of a submit that may have arrived was told to the callbacks. */
  isTold?: boolean
}

/** A larger input is not kept: browsers give an origin about 5 MB in all, characters. */
const MAX_INPUT_LENGTH = 250_000

/** A record older than this is of no use: the platform ends every request within six hours, ms. */
export const MAX_AGE_MS = 7 * 24 * 60 * 60 * 1000

/** The place of one run. Storage that is full, blocked or corrupt is survived: then a reload forgets. */
export function createRunRecord({ config }: ModelRunnerClient, persistKey: string) {
  const key = `modelrunner:run:${config.scope}:${persistKey}`

  const read = (): RunRecord | undefined => {
    try {
      const record: unknown = JSON.parse(config.storage?.getItem(key) ?? 'null')
      if (!isRunRecord(record) || config.clock.now() - record.at > MAX_AGE_MS) return undefined
      return record
    } catch {
      return undefined
    }
  }

  const write = (record: RunRecord) => {
    const fits = (JSON.stringify(record.input)?.length ?? 0) <= MAX_INPUT_LENGTH
    for (const kept of fits ? [record, { ...record, input: undefined }] : [{ ...record, input: undefined }]) {
      try {
        config.storage?.setItem(key, JSON.stringify(kept))
        return
      } catch {
        // Full or forbidden: try the smaller one, then go on without.
      }
    }
  }

  const remove = () => {
    try {
      config.storage?.removeItem(key)
    } catch {
      // Blocked storage holds nothing either.
    }
  }

  return { key, read, write, remove }
}

function isRunRecord(value: unknown): value is RunRecord {
  return (
    isRecord(value) &&
    value.version === 1 &&
    typeof value.clientId === 'string' &&
    typeof value.endpoint === 'string' &&
    typeof value.at === 'number' &&
    isRecord(value.options)
  )
}
