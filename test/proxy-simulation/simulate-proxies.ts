import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { AppProcess, bundleServer } from '../support/app-process.js'
import { startRedis } from '../support/start-redis.js'
import { ENDPOINT, randomOf, startFaultyPlatform } from './faulty-platform.js'

/** Browsers that submit at the same time. */
const BROWSERS = 12
/** A process dies with every so many runs, while the others are under way. */
const KILL_EVERY = 8
/** Redis starts over, empty, with every so many runs, and once in a shorter simulation. */
const RESTART_EVERY = 60
/** Longest time without Redis, ms. */
const REDIS_AWAY_MS = 1_500
/** A run that has no answer after so many repeats is lost. */
const MAX_REPEATS = 150

export interface ProxySimulation {
  runs: number
  /** Runs that the platform accepted, and bills, more than once. */
  billedTwice: number
  /** Runs that were never answered, or that the platform does not know. */
  lost: number
  /** Runs that got two ids, or an id of another run. */
  wrong: number
  /** Paid POSTs that reached the platform, and bills. */
  posts: number
  bills: number
  happened: Record<string, number>
}

/** Two proxy processes with one Redis, all killed now and then, and browsers that submit and repeat until they have an answer. */
export async function simulateProxies(
  runs: number,
  seed: number,
  onRun: (done: number) => void = () => undefined,
): Promise<ProxySimulation> {
  const random = randomOf(seed)
  const [platform, redis, file] = await Promise.all([
    startFaultyPlatform(seed),
    startRedis(),
    bundleServer(join(import.meta.dirname, 'process.ts')),
  ])
  const { happened } = platform
  const count = (name: string) => (happened[name] = (happened[name] ?? 0) + 1)
  const env = { PLATFORM_URL: platform.url, REDIS_URL: redis.url }
  const processes = [new AppProcess(file, env), new AppProcess(file, env)] as const
  const ids = new Map<string, Set<string>>()
  let restarting: Promise<void> | undefined
  let next = 0

  async function restartRedis(): Promise<void> {
    count('Redis restarted, empty')
    await redis.kill()
    await wait(random() * REDIS_AWAY_MS)
    await redis.restart()
    restarting = undefined
  }

  async function browse(): Promise<void> {
    while (next < runs) {
      const run = next++
      if (run % KILL_EVERY === KILL_EVERY - 1) {
        count('process killed')
        processes[run % 2 ? 0 : 1].crash()
      }
      if (run % RESTART_EVERY === Math.min(RESTART_EVERY, runs) >> 1) restarting ??= restartRedis()
      await submit(`client-${run}`, `user-${run % 3}`)
      onRun(run)
    }
  }

  /** What a browser and the client do: the same submit again until somebody answers, in any process, also twice at once. */
  async function submit(clientId: string, user: string): Promise<void> {
    const found = new Set<string>()
    ids.set(clientId, found)
    for (let attempt = 0; attempt < MAX_REPEATS; attempt += 1) {
      const isReplayed = random() < 0.4
      if (isReplayed) count('POST replayed at once')
      const first = random() < 0.5 ? 0 : 1
      const answers = await Promise.all([
        post(first, clientId, user),
        // The front spreads calls: the replay comes to the other process.
        isReplayed ? post(first ? 0 : 1, clientId, user) : undefined,
      ])
      for (const id of answers) if (id) found.add(id)
      if (found.size > 0) return
      count('repeated')
      await wait(100 + random() * 400)
    }
  }

  async function post(to: 0 | 1, clientId: string, user: string): Promise<string | undefined> {
    const body = JSON.stringify({ prompt: 'a cat', metadata: { mr_client_id: clientId } })
    const target = `${platform.url}/queue/${ENDPOINT}`
    const answer = await processes[to].post(body, {
      'x-user': user,
      'x-modelrunner-target-url': target,
    })
    if (answer?.status === 503) count('503: the store is away')
    const value = (await answer?.json().catch(() => undefined)) as { request_id?: string } | undefined
    return answer?.ok ? value?.request_id : undefined
  }

  try {
    await Promise.all(Array.from({ length: BROWSERS }, browse))
    await restarting
    return { runs, ...judge(), happened }
  } finally {
    for (const each of processes) each.end()
    await Promise.all([platform.close(), redis.kill()])
  }

  function judge(): Pick<ProxySimulation, 'billedTwice' | 'lost' | 'wrong' | 'posts' | 'bills'> {
    const made = new Map<string, string[]>()
    for (const { id, metadata } of platform.emulator.requests()) {
      const clientId = metadata?.['mr_client_id'] ?? ''
      made.set(clientId, [...(made.get(clientId) ?? []), id])
    }
    const all = [...ids]
    return {
      billedTwice: [...made.values()].filter((own) => own.length > 1).length,
      lost: all.filter(([clientId, found]) => found.size === 0 || !made.has(clientId)).length,
      wrong: all.filter(([clientId, found]) => [...found].some((id) => !made.get(clientId)?.includes(id)))
        .length,
      posts: platform.posts(),
      bills: platform.emulator.requests().length,
    }
  }
}
