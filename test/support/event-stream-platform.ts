import type { ServerResponse } from 'node:http'
import { answerJson, startRecordingPlatform, type RecordingPlatform } from './recording-platform.js'

export interface StreamItem {
  id: string
  status: string
  updatedAt?: string
  metadata?: Record<string, string>
  [key: string]: unknown
}

export interface EventStreamPlatform extends RecordingPlatform {
  /** Streams that are open now. */
  streams: Set<ServerResponse>
  /** What a new stream is given as its snapshot. */
  inFlight: StreamItem[]
  update(request: StreamItem): void
  write(text: string): void
  /** Cuts every stream. */
  cut(): void
}

/** A platform whose event stream is written by hand. Everything but the stream answers 404. */
export async function startEventStreamPlatform(): Promise<EventStreamPlatform> {
  const streams = new Set<ServerResponse>()
  const platform = Object.assign(await startRecordingPlatform(), {
    streams,
    inFlight: [] as StreamItem[],
    update: (request: StreamItem) =>
      platform.write(`event: update\ndata: ${JSON.stringify({ type: 'update', request })}\n\n`),
    write: (text: string) => streams.forEach((stream) => stream.write(text)),
    cut: () => streams.forEach((stream) => stream.destroy()),
  })
  platform.answer = (_, outgoing, { url }) => {
    if (!url.endsWith('/requests/stream')) return answerJson(outgoing, { error: 'Not found' }, 404)
    streams.add(outgoing)
    outgoing.once('close', () => streams.delete(outgoing))
    outgoing.writeHead(200, { 'content-type': 'text/event-stream' })
    const snapshot = { type: 'snapshot', requests: platform.inFlight }
    outgoing.write(`event: snapshot\ndata: ${JSON.stringify(snapshot)}\n\n`)
  }
  return platform
}
