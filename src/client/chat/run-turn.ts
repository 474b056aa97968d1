import { isEndpointId } from '../../protocol/hosts.js'
import { callApp } from '../call-app.js'
import { errorFromException } from '../errors/from-exception.js'
import { ModelRunnerError } from '../errors/model-runner-error.js'
import type { Client } from '../client.js'
import type { ChatOptions } from './chat-options.js'
import type { ChatRecords } from './chat-records.js'
import type { ChatMessage, ChatPart, ChatState } from './chat-state.js'
import { type ChatWish, fulfilWishes } from './chat-wishes.js'
import { every } from './every.js'
import { isRefusal, ofUnknownFate } from './fate-errors.js'
import { readCompletion } from './read-completion.js'
import type { ChatDelta, ChatEvent } from './reduce.js'
import { CLIENT_ID_KEY } from '../../protocol/headers.js'
import type { Environment, Time } from '../environment.js'

/** A conversation is stored this often while an answer arrives, ms. */
const STORE_EVERY_MS = 1_000

/** One message and its answer, as its conversation gives it away. */
export interface TurnContext {
  client: Client
  endpoint: string
  options: ChatOptions
  /** Aborted when the reading is to end. */
  controller: AbortController
  /** Undefined for a conversation without a name. */
  records: ChatRecords | undefined
  state(): ChatState
  dispatch(event: ChatEvent, isStored?: boolean): void
  /** Stores the conversation as it is. */
  keep(): void
  fulfil(wish: ChatWish): void
  /** False once it was stopped, or replaced by another conversation. */
  isCurrent(): boolean
  /** The answer is not read any more. */
  end(): void
}

/** Gets an answer: takes the conversation among the tabs, uploads files, sends, reads. Never rejects: what goes wrong is an event. */
export async function runTurn(context: TurnContext, content: string | ChatPart[]): Promise<void> {
  const { client, endpoint, options, controller, records, state, dispatch, isCurrent, end } = context
  const { clock, environment } = client.config
  const { signal } = controller
  const { clientId = '', answerId } = state().turn ?? {}
  const frames = createFrames(clock, (delta) => dispatch({ type: 'delta', delta }, false))
  const stopStoring = records ? every(clock, STORE_EVERY_MS, context.keep) : () => {}
  const stopListening = records ? fulfilWishes(environment, records.name, clientId, context.fulfil) : () => {}
  let isSent = false
  let leave: false | (() => void) | undefined
  try {
    leave = records && (await takeTurn(environment, records.name))
    if (!isCurrent()) return
    if (leave === false && records?.read()?.isAlive) {
      throw new ModelRunnerError({
        kind: 'conflict',
        message: 'Another tab is getting an answer in this conversation. Wait for it, then send again.',
      })
    }
    if (!isEndpointId(endpoint)) {
      throw new ModelRunnerError({
        kind: 'validation',
        message: `"${endpoint}" is not an endpoint id (owner/alias).`,
      })
    }
    const uploaded = hasFiles(content)
      ? // The same parts, with URLs in place of files.
        ((await client.uploadFiles(content, { signal, onProgress() {} })) as ChatPart[])
      : content
    if (!isCurrent()) return
    dispatch({ type: 'prepared', content: uploaded })
    const response = await client.transport.open({
      host: 'queue',
      path: `/${endpoint}/chat/completions`,
      method: 'POST',
      body: completionBody(state().messages, options, clientId),
      signal,
      onSend: () => {
        isSent = true
      },
    })
    await readCompletion({ response, clock, controller, onDelta: frames.add })
    if (!isCurrent()) return
    frames.flush()
    end()
    dispatch({ type: 'finished' })
    const message = state().messages.find(({ id }) => id === answerId)
    if (message) callApp(() => options.onFinish?.(message))
  } catch (cause) {
    // Stopped, or replaced by another conversation.
    if (!isCurrent()) return
    frames.flush()
    end()
    fail(context, cause, isSent)
  } finally {
    if (leave) leave()
    stopStoring()
    stopListening()
    frames.end()
    controller.abort()
  }
}

function fail({ client, endpoint, options, state, dispatch }: TurnContext, cause: unknown, wasSent: boolean) {
  const known = errorFromException(cause, { method: 'POST', path: `/${endpoint}/chat/completions` })
  const hasStarted = state().turn?.status === 'streaming'
  const isSent = wasSent && (hasStarted || !isRefusal(known))
  const error = isSent ? ofUnknownFate(known) : known
  dispatch({ type: 'failed', error, isSent })
  client.report(error)
  callApp(() => options.onError?.(error))
}

function hasFiles(content: string | ChatPart[]): boolean {
  return (
    typeof content !== 'string' &&
    content.some((part) => part.type === 'image_url' && typeof part.image_url.url !== 'string')
  )
}

/** The body of a completion call: the conversation so far, streamed, with its usage and the tag that finds it again. */
function completionBody(
  messages: ChatMessage[],
  { system, params, metadata }: ChatOptions,
  clientId: string,
) {
  const wire = messages.flatMap(({ role, content, tool_calls: calls, tool_call_id: call }) => {
    const isEmpty = content.length === 0 && !calls
    if (isEmpty) return []
    return {
      role,
      content,
      ...(calls && { tool_calls: calls }),
      ...(call !== undefined && { tool_call_id: call }),
    }
  })
  return {
    ...params,
    messages: system ? [{ role: 'system', content: system }, ...wire] : wire,
    stream: true,
    stream_options: { include_usage: true },
    metadata: { ...metadata, [CLIENT_ID_KEY]: clientId },
  }
}

/** A browser that says nothing about a lock for so long is not waited for, ms. */
const PATIENCE_MS = 1_000

/**
 * Takes a conversation for one answer, until the returned function is called: of two tabs that send in the same moment one
 * does. False where another tab has it. Where there are no Web Locks, the record of the conversation alone decides.
 */
function takeTurn(
  { clock, locks }: Pick<Environment, 'clock' | 'locks'>,
  name: string,
): Promise<false | (() => void)> {
  return new Promise((resolve) => {
    const free = () => {}
    let isLate = false
    const stopWaiting = clock.after(PATIENCE_MS, () => {
      isLate = true
      resolve(free)
    })
    const give = (turn: false | (() => void)) => {
      stopWaiting()
      resolve(turn)
    }
    const manager = locks()
    if (!manager) return give(free)
    manager
      .request(name, { ifAvailable: true }, (lock) => {
        // A lock that comes too late is given back.
        if (isLate) return
        return lock ? new Promise<void>((leave) => give(leave)) : give(false)
      })
      // Locks that are there but forbidden must not stop a message.
      .catch(() => give(free))
  })
}

/** Frames do not come while the page is hidden: then text is handed on this often, ms. */
const HIDDEN_FRAME_MS = 100

/** Gathers what arrives and hands it on at most once a frame; the first at once. */
export function createFrames(clock: Time, flushTo: (delta: ChatDelta) => void) {
  let gathered: ChatDelta | undefined
  let isFirst = true
  let cancel: (() => void) | undefined
  const flush = () => {
    cancel?.()
    cancel = undefined
    const delta = gathered
    gathered = undefined
    if (delta) flushTo(delta)
  }
  return {
    flush,
    end: () => cancel?.(),
    add(delta: ChatDelta) {
      gathered = gathered
        ? {
            text: gathered.text + delta.text,
            reasoning: gathered.reasoning + delta.reasoning,
            images: [...(gathered.images ?? []), ...(delta.images ?? [])],
            requestId: delta.requestId ?? gathered.requestId,
            usage: delta.usage ?? gathered.usage,
            toolCalls: delta.toolCalls ?? gathered.toolCalls,
          }
        : delta
      if (isFirst && (delta.text || delta.reasoning)) {
        isFirst = false
        flush()
      } else cancel ??= onNextFrame(clock, flush)
    },
  }
}

function onNextFrame(clock: Time, run: () => void): () => void {
  const stopTimer = clock.after(HIDDEN_FRAME_MS, run)
  const frame = globalThis.requestAnimationFrame?.(run)
  return () => {
    stopTimer()
    if (frame !== undefined) globalThis.cancelAnimationFrame(frame)
  }
}
