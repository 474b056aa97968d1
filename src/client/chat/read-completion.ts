import { readEvents } from '../../shared/read-events.js'
import type { Time } from '../environment.js'
import { ModelRunnerError } from '../errors/model-runner-error.js'
import { decodeUsage, imageUrls, textOfContent } from './decode-answer.js'
import type { ChatDelta } from './reduce.js'

/** A proxy that buffers gives everything at the end, and the platform takes up to 290 s for an answer, ms. */
const FIRST_BYTE_MS = 300_000
/** Tokens come many a second; a model that thinks sends its thoughts. Longer than this is a dead connection, ms. */
const SILENCE_MS = 60_000

const ID_PREFIX = 'chatcmpl-'

export interface ReadCompletionOptions {
  response: Response
  clock: Time
  /** Aborts the reading. */
  controller: AbortController
  onDelta(delta: ChatDelta): void
}

/**
 * Reads a streamed answer to its end. Rejects where it breaks, falls silent, ends without its last frame, or holds an error frame;
 * what came before was handed on.
 */
export async function readCompletion(options: ReadCompletionOptions): Promise<void> {
  const { response, clock, controller, onDelta } = options
  let isFinished = false
  let failure: unknown
  const calls = new Map<number, ToolCallSoFar>()

  function onEvent({ data }: { data: string }) {
    if (data === '[DONE]') isFinished = true
    else {
      const frame = parse(data)
      if (frame?.error) {
        failure ??= frame
        controller.abort()
      } else if (frame) isFinished = onFrame(frame) || isFinished
    }
  }

  function onFrame(frame: Frame): boolean {
    const choice = Array.isArray(frame.choices) ? (frame.choices[0] as Choice | undefined) : undefined
    // Some gateways answer whole where a stream was asked for.
    const {
      content,
      reasoning_content: thought,
      reasoning,
      tool_calls: toolCalls,
      images,
    } = choice?.delta ?? choice?.message ?? {}
    if (Array.isArray(toolCalls)) for (const call of toolCalls) addCall(calls, call)
    onDelta({
      text: textOfContent(content),
      images: imageUrls(Array.isArray(content) ? content : images),
      reasoning: textOfContent(thought) || textOfContent(reasoning),
      requestId: requestIdOf(frame.id),
      usage: decodeUsage(frame.usage),
      toolCalls: toolCalls && calls.size > 0 ? [...calls.values()] : undefined,
    })
    return typeof choice?.finish_reason === 'string'
  }

  let isSilent = false
  let stopWatch = () => {}
  const watch = (ms: number) => {
    stopWatch()
    stopWatch = clock.after(ms, () => {
      isSilent = true
      controller.abort()
    })
  }
  watch(FIRST_BYTE_MS)
  try {
    if (response.body) {
      await readEvents(response.body, { onEvent, onBytes: () => watch(SILENCE_MS) }, controller.signal)
    }
  } catch (error) {
    // After the last frame, a connection that breaks takes nothing away.
    if (!isFinished && failure === undefined) throw isSilent ? silence() : error
  } finally {
    stopWatch()
  }
  if (failure !== undefined) throw await explain(failure)
  if (!isFinished) throw new TypeError('the answer ended in the middle')
}

/** The request behind the id of an answer. */
export function requestIdOf(id: unknown): string | undefined {
  if (typeof id !== 'string' || !id) return undefined
  return id.startsWith(ID_PREFIX) ? id.slice(ID_PREFIX.length) : id
}

interface Frame {
  id?: unknown
  choices?: unknown
  usage?: unknown
  error?: unknown
}
interface Choice {
  delta?: Record<string, unknown>
  message?: Record<string, unknown>
  finish_reason?: unknown
}
interface ToolCallSoFar {
  id?: string
  type: 'function'
  function: { name: string; arguments: string }
}

/** The name of a call comes first, its arguments in pieces. */
function addCall(calls: Map<number, ToolCallSoFar>, piece: unknown) {
  const {
    index = calls.size,
    id,
    function: part,
  } = (piece ?? {}) as {
    index?: number
    id?: string
    function?: { name?: string; arguments?: string }
  }
  const known = calls.get(index) ?? { type: 'function', function: { name: '', arguments: '' } }
  calls.set(index, {
    id: id ?? known.id,
    type: 'function',
    function: {
      name: known.function.name || (part?.name ?? ''),
      arguments: known.function.arguments + (part?.arguments ?? ''),
    },
  })
}

function parse(data: string): Frame | undefined {
  try {
    const value: unknown = JSON.parse(data)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    // A frame that was cut: the end that is missing says so.
    return undefined
  }
}

function silence(): ModelRunnerError {
  return new ModelRunnerError({ kind: 'timeout', message: 'The answer fell silent before its end.' })
}

/** The error that a frame holds, in our kinds. */
async function explain(body: unknown): Promise<ModelRunnerError> {
  const { errorFromResponse } = await import('../errors/from-response.js')
  const text = JSON.stringify(body)
  return errorFromResponse({
    status: 200,
    headers: new Headers(),
    text,
    json: body,
    method: 'POST',
    path: '/chat/completions',
    now: 0,
  })
}
