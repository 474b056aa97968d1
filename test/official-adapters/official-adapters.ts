import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Hosts } from '../../src/protocol/hosts.js'

const TARGET = 'x-modelrunner-target-url'

export interface OfficialAdapterOptions {
  hosts: Hosts
  apiKey: string
}

/** What an adapter does with a call, beyond what all of them do. */
interface Adapter {
  /** Methods that its recipe exports; all where it is left out. */
  methods?: readonly string[]
  /** The body it sends upstream. Throws where the adapter fails on it. */
  bodyOf(text: string): string
  /** Headers that an answer keeps although fetch has decoded the body. */
  keepsEncoding?: boolean
  /** The stream upstream ends when the browser leaves. */
  endsUpstream?: boolean
  poweredBy?: string
  /** How the framework answers where the adapter throws. */
  crash: { body: string; type: string }
  /** 200 whatever the platform answered. */
  hidesStatus?: boolean
  /** Waits for the end of a body before it answers. */
  buffers?: boolean
}

/** `request.json()` of an empty body throws. */
const parsed = (text: string): string => JSON.stringify(JSON.parse(text))

const TEXT = { body: 'Internal Server Error', type: 'text/plain' }

/**
 * Stand-ins for the six adapters of the official package: what each was seen to do, in the order of its documentation. A framework's
 * body parser has made `""` or `{}` of a body that is not there before the adapter sees it.
 */
export const OFFICIAL_ADAPTERS = {
  express: { bodyOf: (text) => text || '{}', hidesStatus: true, poweredBy: 'Express', crash: TEXT },
  nextPages: { bodyOf: (text) => (text === '' ? '""' : text), buffers: true, crash: TEXT },
  nextApp: { methods: ['GET', 'POST', 'PUT'], bodyOf: (text) => text, crash: TEXT },
  hono: { bodyOf: parsed, keepsEncoding: true, endsUpstream: true, crash: TEXT },
  remix: {
    bodyOf: parsed,
    keepsEncoding: true,
    crash: { body: 'Unexpected Server Error', type: 'text/plain' },
  },
  svelte: {
    methods: ['GET', 'POST', 'PUT'],
    bodyOf: (text) => text,
    endsUpstream: true,
    crash: { body: '{"message":"Internal Error"}', type: 'application/json' },
  },
} satisfies Record<string, Adapter>

/** One of them as a Node listener. */
export function officialAdapter(
  name: keyof typeof OFFICIAL_ADAPTERS,
  options: OfficialAdapterOptions,
): RequestListener {
  const adapter: Adapter = OFFICIAL_ADAPTERS[name]
  return (incoming, outgoing) => {
    if (adapter.poweredBy) outgoing.setHeader('x-powered-by', adapter.poweredBy)
    answer(adapter, options, incoming, outgoing).catch(() => {
      if (outgoing.headersSent) return void outgoing.end()
      outgoing.writeHead(500, { 'content-type': adapter.crash.type }).end(adapter.crash.body)
    })
  }
}

async function answer(
  adapter: Adapter,
  { hosts, apiKey }: OfficialAdapterOptions,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const method = incoming.method ?? 'GET'
  const refuse = (status: number, text: string) =>
    void outgoing.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(text))
  if (adapter.methods && !adapter.methods.includes(method)) return void outgoing.writeHead(405).end()
  const target = incoming.headers[TARGET]
  if (typeof target !== 'string') return refuse(400, `Missing the ${TARGET} header`)
  if (!Object.values(hosts).some((base: string) => target.startsWith(base))) {
    return refuse(412, `Invalid ${TARGET} header`)
  }
  const leaving = new AbortController()
  if (adapter.endsUpstream) outgoing.once('close', () => leaving.abort())
  const upstream = await fetch(target, {
    method,
    signal: leaving.signal,
    headers: {
      ...ownHeaders(incoming),
      authorization: incoming.headers.authorization ?? `Key ${apiKey}`,
      accept: 'application/json',
      'content-type': 'application/json',
    },
    body: method === 'GET' ? null : adapter.bodyOf(await textOf(incoming)),
  })
  const text = adapter.buffers ? await upstream.text() : undefined
  outgoing.statusCode = adapter.hidesStatus ? 200 : upstream.status
  for (const [header, value] of upstream.headers) {
    const isDropped = ['content-length', 'transfer-encoding', 'connection'].includes(header)
    if (!isDropped && (adapter.keepsEncoding || header !== 'content-encoding'))
      outgoing.setHeader(header, value)
  }
  if (text !== undefined) return void outgoing.end(text)
  outgoing.flushHeaders()
  // Read on although nobody takes it any more: that is how the stream upstream stays open.
  for await (const chunk of upstream.body ?? []) outgoing.write(chunk)
  outgoing.end()
}

function ownHeaders({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      name.startsWith('x-modelrunner-') && name !== TARGET ? [[name, String(value)]] : [],
    ),
  )
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of incoming) text += String(chunk)
  return text
}
