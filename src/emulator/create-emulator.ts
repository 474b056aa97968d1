import type { Emulator, EmulatorOptions, ListeningEmulator } from './emulator.js'
import { abortable, createApp, type Address } from './http/app.js'
import { answerControl } from './http/control.js'
import { hostsUnder, innerPath } from './http/route.js'
import { ConnectionCut } from './http/answers.js'
import { holdRequest } from '../protocol/hold-request.js'
import type { Hosts } from '../protocol/hosts.js'
import type { Platform } from './platform/platform.js'
import { allRoutes } from './all-routes.js'
import { seedFiles } from './files/seed-files.js'
import { seedRequests } from './lifecycle/seed-requests.js'
import { createWorld, type World } from './state/world.js'

const DEFAULT_URL = 'http://127.0.0.1:4000'

/** The emulator on a platform (Node or a browser). */
export function createEmulatorOn(platform: Platform, options: EmulatorOptions = {}): Emulator {
  const address: Address = {
    publicUrl: options.publicUrl ?? DEFAULT_URL,
    isFixed: options.publicUrl !== undefined,
  }
  const begin = (): { world: World; handle: (request: Request) => Promise<Response> } => {
    const world = createWorld(platform, options)
    const answer = createApp(world, allRoutes, () => address)
    const isControl = ({ url }: Request) => innerPath(new URL(url), address.publicUrl) === '/control'
    return {
      world,
      handle: async (request) =>
        isControl(request)
          ? answerControl(world, request, address.publicUrl)
          : holdRequest(request, await answer(request)),
    }
  }
  let life = begin()
  const end = (): void => {
    life.world.lifecycle.dispose()
    life.world.webhooks.dispose()
    life.world.hub.closeAll()
  }

  return {
    fetch: (request) =>
      abortable(request.signal, life.handle(request)).catch((error: unknown) => {
        throw error instanceof ConnectionCut ? new TypeError('fetch failed', { cause: error }) : error
      }),
    listen: ({ port = 0, hostname = '127.0.0.1' } = {}) =>
      listen(
        platform,
        (request) => life.handle(request),
        { port, hostname },
        address,
        (from, to) => life.world.files.rebase(from, to),
      ),
    set: ({ balance, ...settings }) => {
      Object.assign(life.world.settings, settings)
      if (balance !== undefined) life.world.account.setBalance(balance)
      if (settings.faults) life.world.faults.arm(settings.faults)
    },
    reset: () => {
      end()
      life = begin()
    },
    dispose: end,
    get hosts() {
      return publicHosts(address.publicUrl)
    },
    get log() {
      return life.world.log
    },
    faultCounts: () => life.world.faults.counts(),
    requests: () => [...life.world.lifecycle.records.values()].map(({ item }) => structuredClone(item)),
    billed: () => life.world.account.billed,
    balance: () => life.world.account.balance,
    streams: () => life.world.hub.counts(),
    uploads: () => life.world.uploads.received(),
    files: () => [...life.world.files.records.values()].map((file) => life.world.files.show(file)).reverse(),
    seedFiles: (count) => seedFiles(life.world, publicHosts(address.publicUrl), count),
    seedRequests: (count) => seedRequests(life.world, publicHosts(address.publicUrl), count),
    deliveries: () => life.world.webhooks.list(),
  }
}

function publicHosts(publicUrl: string): Hosts {
  const { queue, rest, media } = hostsUnder(publicUrl)
  return { queue, rest, media }
}

async function listen(
  platform: Platform,
  handle: (request: Request) => Promise<Response>,
  where: { port: number; hostname: string },
  address: Address,
  moved: (from: string, to: string) => void,
): Promise<ListeningEmulator> {
  const server = await platform.listen({ handle }, where)
  if (!address.isFixed) {
    moved(publicHosts(address.publicUrl).media, publicHosts(server.url).media)
    address.publicUrl = server.url
  }
  return { ...server, hosts: publicHosts(address.publicUrl) }
}
