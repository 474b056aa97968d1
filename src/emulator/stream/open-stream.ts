import { HEARTBEAT_MS } from '../../protocol/limits.js'
import type { RequestItem } from '../../protocol/request-item.js'
import type { StreamFault } from '../faults/stream-fault.js'
import { isTerminal } from '../lifecycle/is-terminal.js'
import type { World } from '../state/world.js'
import { StreamConnection } from './stream-connection.js'

/** Answers `GET /requests/stream`: a snapshot of what is in flight, then each transition, a comment every 25 s. */
export function openStream(world: World, fault: StreamFault, signal: AbortSignal): Response {
  let leave = (): void => undefined
  let awaited = (): void => undefined
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const connection = new StreamConnection(world, fault, controller)
        let heartbeat: unknown
        const beat = (): void => {
          connection.comment('hb')
          heartbeat = world.clock.setTimeout(beat, HEARTBEAT_MS)
        }
        heartbeat = world.clock.setTimeout(beat, HEARTBEAT_MS)
        connection.onClosed = () => {
          world.clock.clearTimeout(heartbeat)
          world.hub.delete(connection)
          signal.removeEventListener('abort', leave)
        }
        leave = () => connection.leave()
        awaited = () => connection.awaited()
        signal.addEventListener('abort', leave)
        world.hub.add(connection)
        connection.snapshot(inFlight(world))
        // The browser may have left while a latency was waited for.
        if (signal.aborted) leave()
      },
      pull: () => awaited(),
      cancel: () => leave(),
    },
    // pull then means that the reader has everything: only then may a broken stream show its error, which drops what is queued.
    { highWaterMark: 0 },
  )
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
    },
  })
}

function inFlight(world: World): RequestItem[] {
  return [...world.lifecycle.records.values()]
    .map((record) => record.item)
    .filter((item) => !isTerminal(item.status))
}
