import { isEndpointId } from '../../protocol/hosts.js'
import { callApp } from '../call-app.js'
import { errorFromException } from '../errors/from-exception.js'
import { ModelRunnerError } from '../errors/model-runner-error.js'
import type { Client } from '../client.js'
import type { ChatOptions } from './chat-options.js'
import type { ChatRecords } from './chat-records.js'
import type { ChatPart, ChatState } from './chat-state.js'
import { type ChatWish, fulfilWishes } from './chat-wishes.js'
import { completionBody } from './completion-body.js'
import { every } from './every.js'
import { isRefusal, ofUnknownFate } from './fate-errors.js'
import { createFrames } from './frames.js'
import { readCompletion } from './read-completion.js'
import type { ChatEvent } from './reduce.js'
import { takeTurn } from './take-turn.js'

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
