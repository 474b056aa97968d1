import type { ChatFault } from '../faults/fault.js'
import type { RequestRecord } from '../lifecycle/request-record.js'
import type { World } from '../state/world.js'
import { StreamWriter } from '../stream/stream-writer.js'
import type { ComposedAnswer, ToolCall } from './compose-answer.js'

/** A timer cannot be much finer: faster models give several tokens at once, ms. */
const MIN_TICK_MS = 4
const FIRST_TOKEN_MS = 150
const TOKEN_MS = 12

/** One answer on its way to its reader. */
export interface Delivery {
  world: World
  record: RequestRecord
  answer: ComposedAnswer
  fault: ChatFault
  /** `stream_options.include_usage` */
  includeUsage: boolean
  signal: AbortSignal
}

/** How long the model takes, ms. */
export function timingOf({ world, record, fault }: Delivery): { firstMs: number; tokenMs: number } {
  const { settings } = world
  const own = record.model.chat
  return {
    firstMs: settings.firstTokenMs ?? own?.firstTokenMs ?? FIRST_TOKEN_MS,
    tokenMs: fault.tokenMs ?? settings.tokenMs ?? own?.tokenMs ?? TOKEN_MS,
  }
}

/** Writes an answer token by token. The platform finishes and bills it even where the reader has left. */
export function generate(
  delivery: Delivery,
  on: { token(delta: Record<string, unknown>): void; end(): void },
): () => void {
  const { world, answer } = delivery
  const { firstMs, tokenMs } = timingOf(delivery)
  const deltas = deltasOf(answer)
  const start = world.clock.now() + firstMs
  let sent = 0
  let timer: unknown
  const tick = (): void => {
    const due = tokenMs > 0 ? Math.floor((world.clock.now() - start) / tokenMs) + 1 : deltas.length
    while (sent < Math.min(due, deltas.length)) on.token(deltas[sent++] ?? {})
    if (sent < deltas.length) timer = world.clock.setTimeout(tick, Math.max(MIN_TICK_MS, tokenMs))
    else on.end()
  }
  timer = world.clock.setTimeout(tick, firstMs)
  return () => world.clock.clearTimeout(timer)
}

/** `chat.completion`, as it is answered and as it stands in the request's output. */
export function completionOf(record: RequestRecord, answer: ComposedAnswer): Record<string, unknown> {
  const { content, reasoning, toolCalls, finishReason, usage } = answer
  return {
    ...headOf(record, 'chat.completion'),
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: toolCalls.length > 0 ? null : content.join(''),
          ...(reasoning.length > 0 && { reasoning_content: reasoning.join('') }),
          ...(toolCalls.length > 0 && { tool_calls: toolCalls }),
        },
        finish_reason: finishReason,
      },
    ],
    usage,
  }
}

/** Answers with the stream of an answer; `fault` is what goes wrong on the way. */
export function streamAnswer(delivery: Delivery): Response {
  const { world, record, answer, fault, signal } = delivery
  const { lifecycle } = world
  let awaited = (): void => undefined
  let leave = (): void => undefined
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const writer = new StreamWriter(controller, {
          ...(fault.buffer && { buffer: true }),
          ...(fault.splitEvery !== undefined && { splitEvery: fault.splitEvery }),
        })
        const encoder = new TextEncoder()
        let tokens = 0
        let bytes = 0
        let isStalled = false
        const frame = (data: string): void => {
          if (isStalled) return
          const encoded = encoder.encode(`data: ${data}\n\n`)
          const left = (fault.cutAfterBytes ?? Infinity) - bytes
          bytes += encoded.length
          // A chunk without bytes would answer the reader's pull, and hide the break.
          if (left > 0) writer.writeBytes(encoded.subarray(0, left))
          if (encoded.length > left) writer.break()
        }
        const chunk = (choices: unknown[], extra: Record<string, unknown> = {}): void =>
          frame(
            JSON.stringify({
              ...headOf(record, 'chat.completion.chunk'),
              choices,
              ...(delivery.includeUsage && { usage: null }),
              ...extra,
            }),
          )
        const choice = (delta: Record<string, unknown>, finish: string | null = null): void =>
          chunk([{ index: 0, delta, finish_reason: finish }])
        const fail = (): void => {
          stop()
          lifecycle.finish(record, { kind: 'failed', error: UPSTREAM_ERROR.message })
          frame(JSON.stringify({ error: UPSTREAM_ERROR }))
          writer.end()
        }
        const stop = generate(delivery, {
          token(delta) {
            if (fault.errorAfterTokens !== undefined && tokens >= fault.errorAfterTokens) return fail()
            if (tokens === 0) choice({ role: 'assistant', content: '' })
            if (fault.stallAfterTokens !== undefined && tokens >= fault.stallAfterTokens) isStalled = true
            if (fault.cutAfterTokens !== undefined && tokens >= fault.cutAfterTokens) writer.break()
            tokens += 1
            choice(delta)
          },
          end() {
            if (record.end) return
            lifecycle.finish(record, { kind: 'output', output: completionOf(record, answer) })
            choice({}, answer.finishReason)
            if (delivery.includeUsage && !fault.withoutUsage) chunk([], { usage: answer.usage })
            if (!fault.withoutDone) frame('[DONE]')
            if (isStalled) return
            signal.removeEventListener('abort', leave)
            writer.end()
          },
        })
        leave = () => {
          signal.removeEventListener('abort', leave)
          writer.abandon()
          if (tokens > 0) return
          // Nothing was written yet: nothing is billed.
          stop()
          lifecycle.finish(record, { kind: 'failed', error: 'The caller left before the answer began.' })
        }
        awaited = () => writer.awaited()
        signal.addEventListener('abort', leave)
        record.stop = stop
      },
      pull: () => awaited(),
      cancel: () => leave(),
    },
    { highWaterMark: 0 },
  )
  const headers = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' }
  return new Response(body, { headers })
}

const UPSTREAM_ERROR = {
  message: 'The provider broke off the answer.',
  type: 'upstream_error',
  param: null,
  code: 'upstream_error',
}

function headOf(record: RequestRecord, object: string): Record<string, unknown> {
  const created = Math.floor(Date.parse(record.item.createdAt ?? '') / 1000)
  return { id: `chatcmpl-${record.item.id}`, object, created, model: record.item.modelEndpoint }
}

function deltasOf({ reasoning, content, toolCalls }: ComposedAnswer): Record<string, unknown>[] {
  return [
    ...reasoning.map((token) => ({ reasoning_content: token })),
    ...content.map((token) => ({ content: token })),
    ...toolCalls.flatMap(callDeltas),
  ]
}

/** A call comes in pieces, too: its name first, then its arguments. */
function callDeltas(call: ToolCall, index: number): Record<string, unknown>[] {
  const { name, arguments: text } = call.function
  const half = Math.ceil(text.length / 2)
  return [
    { tool_calls: [{ index, id: call.id, type: 'function', function: { name, arguments: '' } }] },
    ...[text.slice(0, half), text.slice(half)].map((piece) => ({
      tool_calls: [{ index, function: { arguments: piece } }],
    })),
  ]
}
