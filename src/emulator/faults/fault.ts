/**
 * Where the connection breaks. `before`: nothing was done. `during`: part of the request's body was read, nothing was done.
 * `after`: the work was done, the answer is lost. `answer`: the work was done, the head and half of the answer's body arrive.
 */
export type Cut = 'before' | 'during' | 'after' | 'answer'

/**
 * Something that goes wrong on a route. The first fault of the list that fits a call and still has `times` left is applied.
 *
 * @example
 * emulator.set({ faults: [{ route: 'submit', times: 1, cut: 'after' }] })
 * emulator.set({ faults: [{ route: '*', probability: 0.1, status: 503 }] })
 * emulator.set({ faults: [{ route: 'stream', stream: { dropAfterEvents: 2 } }] })
 */
export interface Fault {
  /** `*` fits every route. */
  route: RouteName | '*'
  /** How the fault is called in the log and in `faultCounts()`. @default derived from route and effect, e.g. "submit:cut-after" */
  name?: string
  /** Only calls whose endpoint or path equals the string (or contains it) or matches the pattern. */
  match?: string | RegExp
  /** How often it happens; then it is spent. @default without end */
  times?: number
  /** Spare the first n calls that fit. @default 0 */
  skip?: number
  /** 0–1, drawn from the emulator's seed. @default 1 */
  probability?: number
  /** Answer with this status instead of doing the work. Without `body` it is the platform's error envelope. */
  status?: number
  /** Body of the answer: a string goes out as it is (text/html unless `headers` say else), anything else as JSON. Without `status`: 200. */
  body?: unknown
  /** Headers added to the answer, also to a real one. `null` removes one (`{ etag: null }`). */
  headers?: Record<string, string | null>
  /** Wait before anything is done, ms of the emulator's clock. */
  delayMs?: number
  /** Wait after the work is done, before the answer goes out, ms of the emulator's clock. */
  answerDelayMs?: number
  /** Break the connection. */
  cut?: Cut
  /** Only on the route `stream`. */
  stream?: StreamFault
  /** Only on the route `chat`. */
  chat?: ChatFault
}

/** What goes wrong on one event stream connection. Flags that take a number take a probability, 0–1 (true = always). */
export interface StreamFault {
  /** The connection breaks after so many events; the snapshot counts. */
  dropAfterEvents?: number
  /** The connection breaks after so many ms of the emulator's clock. */
  dropAfterMs?: number
  /** With a drop: the stream ends cleanly instead of breaking. */
  endCleanly?: boolean
  /** Silence after so many events, heartbeats included; the connection stays. true = not one byte after the head. */
  stall?: boolean | number
  /** Something in between buffers: true = nothing arrives until the stream ends; a number = blocks of at least so many bytes. */
  buffer?: boolean | number
  /** An update is held back and sent after the next one (or after `reorderMs`). */
  reorder?: boolean | number
  /** How long a held update waits for a next one, ms. @default 300 */
  reorderMs?: number
  /** An update is sent twice. */
  duplicate?: boolean | number
  /** An update is never sent. */
  lose?: boolean | number
  /** Before an update comes an event that is no JSON, has an unknown type, or lacks its fields. */
  garbage?: boolean | number
  /** Bytes per chunk: 1 splits every character. */
  splitEvery?: number
  /** Each event comes so many ms late. */
  delayMs?: number
  /** Where the type stands. @default 'both' */
  typeIn?: 'event' | 'data' | 'both'
  /** @default '\n' */
  newline?: '\n' | '\r\n' | '\r'
  /** The stream begins with a byte order mark. */
  bom?: boolean
  /** The JSON of an event is spread over several `data:` lines. */
  multiline?: boolean
  /** Each item carries so many bytes of ballast in its input. */
  padBytes?: number
}

/** What goes wrong with one streamed answer of a language model. */
export interface ChatFault {
  /** Slow tokens: ms between two of them. */
  tokenMs?: number
  /** The connection breaks after so many tokens. The platform finishes the answer and bills it. */
  cutAfterTokens?: number
  /** The connection breaks after so many bytes of the body, wherever that is. */
  cutAfterBytes?: number
  /** Silence after so many tokens; the connection stays open. */
  stallAfterTokens?: number
  /** After so many tokens comes an error frame: the answer failed and is not billed. */
  errorAfterTokens?: number
  /** Something in between buffers: everything arrives at the end. */
  buffer?: boolean
  /** Bytes per chunk: 1 splits every character. */
  splitEvery?: number
  /** The frame with the usage never comes. */
  withoutUsage?: boolean
  /** The stream ends without `[DONE]`. */
  withoutDone?: boolean
}

/**
 * A route of the emulator, as faults and the log name it. `put` is the PUT to a presigned URL, `part` the one of a multipart part.
 * `webhook` is a delivery to the app: `cut: 'before'` does not send it, `cut: 'after'` loses the app's answer (the app gets it again),
 * `status` takes the place of the app's answer without sending.
 */
export type RouteName =
  | 'submit'
  | 'status'
  | 'result'
  | 'cancel'
  | 'item'
  | 'list'
  | 'purge'
  | 'visibility'
  | 'stream'
  | 'chat'
  | 'chat-models'
  | 'initiate'
  | 'put'
  | 'relay'
  | 'initiate-multipart'
  | 'part-url'
  | 'part'
  | 'complete'
  | 'files'
  | 'file-facets'
  | 'file'
  | 'file-delete'
  | 'favorite'
  | 'file-tags'
  | 'tags'
  | 'models'
  | 'model'
  | 'openapi'
  | 'model-facets'
  | 'featured'
  | 'search'
  | 'pricing'
  | 'balance'
  | 'usage'
  | 'media'
  | 'preflight'
  | 'webhook'
  | 'webhook-secret'
  | 'webhook-deliveries'
  | 'unknown'

/** How a fault is called in the log and the counts, e.g. "submit:cut-after", "list:503", "stream:stall". */
export function faultName(fault: Fault): string {
  if (fault.name) return fault.name
  return `${fault.route}:${effectOf(fault)}`
}

function effectOf(fault: Fault): string {
  if (fault.stream) return 'stream'
  if (fault.chat) return 'chat'
  if (fault.cut) return `cut-${fault.cut}`
  if (fault.status !== undefined) return String(fault.status)
  if (fault.body !== undefined) return 'body'
  if (fault.delayMs !== undefined || fault.answerDelayMs !== undefined) return 'delay'
  return fault.headers ? 'headers' : 'nothing'
}
