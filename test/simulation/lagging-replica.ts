import type { Emulator } from '../../src/emulator/emulator.js'
import type { RequestItem } from '../../src/protocol/request-item.js'
import type { Clock } from '../../src/protocol/clock.js'

export interface ReplicaOptions {
  emulator: Emulator
  clock: Pick<Clock, 'now'>
  /** For so long after its submit a request is not in what is read, ms. */
  lagMs: number
  count(name: string): void
}

const ITEM = /\/queue\/requests\/([^/?]+)$/

/** The platform, of which list and item are read from a copy that lags behind. */
export function laggingReplica(options: ReplicaOptions): (request: Request) => Promise<Response> {
  const { emulator, clock, count } = options
  /** When each request was seen first, in the order of their making. */
  const isYoung = ({ createdAt }: RequestItem) => clock.now() - Date.parse(createdAt ?? '') < options.lagMs
  return async (request) => {
    const answer = await emulator.fetch(request)
    const { pathname } = new URL(request.url)
    if (!options.lagMs || request.method !== 'GET' || answer.status !== 200) return answer
    const id = ITEM.exec(pathname)?.[1]
    if (id !== undefined && id !== 'stream') {
      const item = emulator.requests().find((each) => each.id === decodeURIComponent(id))
      if (!item || !isYoung(item)) return answer
      await answer.body?.cancel()
      count('replica:item-lags')
      return Response.json({ error: 'Request not found' }, { status: 404 })
    }
    if (!pathname.endsWith('/queue/requests')) return answer
    const text = await answer.text()
    const { status, headers } = answer
    const page = parse(text)
    if (!page?.data?.some(isYoung)) return new Response(text, { status, headers })
    count('replica:list-lags')
    return Response.json({ ...page, data: page.data.filter((item) => !isYoung(item)) }, { status })
  }
}

function parse(text: string): { data?: RequestItem[] } | undefined {
  try {
    return JSON.parse(text) as { data?: RequestItem[] }
  } catch {
    // A fault took the place of the list.
    return undefined
  }
}
