import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Hosts } from '../../src/protocol/hosts.js'
import { listen } from './listen.js'

/** A call as it arrived at the platform. */
export interface RecordedCall {
  method: string
  /** Path and query. */
  url: string
  headers: IncomingMessage['headers']
  body: string
}

export type PlatformListener = (
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  call: RecordedCall,
) => void

export interface RecordingPlatform {
  url: string
  hosts: Hosts
  calls: RecordedCall[]
  /** What it does with a call whose body has arrived; replace it. @default 200 `{"ok":true}` */
  answer: PlatformListener
  close(): Promise<void>
}

/** A platform on a real socket that writes down what reaches it and answers as it is told. */
export async function startRecordingPlatform(): Promise<RecordingPlatform> {
  const calls: RecordedCall[] = []
  const platform: Pick<RecordingPlatform, 'answer'> = {
    answer: (_, outgoing) => answerJson(outgoing, { ok: true }),
  }
  const server = await listen((incoming, outgoing) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const { method = '', url = '', headers } = incoming
      const call = { method, url, headers, body: Buffer.concat(chunks).toString() }
      calls.push(call)
      platform.answer(incoming, outgoing, call)
    })
  })
  const hosts = { queue: `${server.url}/queue`, rest: `${server.url}/rest`, media: `${server.url}/media` }
  return Object.assign(platform, { url: server.url, hosts, calls, close: server.close })
}

export function answerJson(outgoing: ServerResponse, value: unknown, status = 200): void {
  outgoing.writeHead(status, { 'content-type': 'application/json' })
  outgoing.end(JSON.stringify(value))
}
