import { createEmulator, type Emulator } from 'modelrunner-react/emulator'
import { createProxyHandler } from 'modelrunner-react/proxy'
import { wartyProxies } from '../../test/warty-proxies/warty-proxies.js'
import { scenarios } from './scenarios.js'
import type { StoryParameters } from './story-parameters.js'

/** Answered by the service worker; this name is never looked up. */
export const PLATFORM_ORIGIN = 'https://platform.test'

export interface StoryPlatform {
  readonly key: string
  readonly emulator: Emulator
  /** What the provider calls: the real proxy handler in front of the emulator, both in this page. */
  readonly fetch: typeof fetch
  /** Keeps it open; the answer lets go of it again. The last one to let go ends its timers and streams. */
  hold(): () => void
}

/** Who is signed in, as the story's proxy is told. Nobody: it keeps no one apart. */
export const USER_HEADER = 'x-story-user'

export interface StoryChoices {
  latencyMs: number
  scenario: string
  wart: string
}

const platforms = new Map<string, StoryPlatform>()

/** The platform of a story, for its `play` function; it is there once the story rendered. */
export function platformOf(storyId: string): StoryPlatform {
  const platform = platforms.get(storyId)
  if (!platform) throw new Error(`The story ${storyId} has no platform (not rendered yet, or none: true)`)
  return platform
}

/** Every platform on this page, for the service worker's handler. */
export function emulatorOf(storyId: string): Emulator | undefined {
  return platforms.get(storyId)?.emulator
}

/** The platform of a story under the choices of the toolbar; made anew when these change. */
export function openPlatform(
  storyId: string,
  parameters: StoryParameters,
  choices: StoryChoices,
): StoryPlatform {
  const key = JSON.stringify([storyId, choices])
  const open = platforms.get(storyId)
  if (open?.key === key) return open
  open?.emulator.dispose()
  const made = makePlatform(key, storyId, parameters, choices)
  platforms.set(storyId, made)
  return made
}

function makePlatform(
  key: string,
  storyId: string,
  parameters: StoryParameters,
  choices: StoryChoices,
): StoryPlatform {
  const emulator = createEmulator({
    publicUrl: `${PLATFORM_ORIGIN}/${storyId}`,
    latencyMs: choices.latencyMs,
    ...parameters.emulator,
  })
  emulator.set({ ...scenarios[choices.scenario]?.settings, ...parameters.settings })
  const prepared = Promise.resolve(parameters.prepare?.(emulator))

  const upstream: typeof fetch = (input, init) => emulator.fetch(new Request(input, init))
  const options = { apiKey: 'story', hosts: emulator.hosts, fetch: upstream, authorize }
  const wart = parameters.wart ?? choices.wart
  const handler = isWart(wart) ? wartyProxies[wart](options) : createProxyHandler(options)
  const afterPreparation = async (request: Request) => {
    await prepared
    return follow(await handler(request), request, handler)
  }
  let holders = 0
  const platform: StoryPlatform = {
    key,
    emulator,
    fetch: (input, init) =>
      withAbort(afterPreparation, new Request(new URL(String(input), location.href), init)),
    hold() {
      holders++
      return () => {
        holders--
        // Another person may take over in the same commit.
        queueMicrotask(() => {
          if (holders > 0) return
          emulator.dispose()
          if (platforms.get(storyId) === platform) platforms.delete(storyId)
        })
      }
    },
  }
  return platform
}

function authorize(request: Request): true | { userId: string } {
  const userId = request.headers.get(USER_HEADER)
  return userId ? { userId } : true
}

function isWart(name: string): name is keyof typeof wartyProxies {
  return name in wartyProxies
}

/** As a browser does with a redirect: a GET of where it leads, marked as such. */
async function follow(
  answer: Response,
  { url, signal }: Request,
  handler: (request: Request) => Promise<Response>,
): Promise<Response> {
  const location = answer.headers.get('location')
  if (answer.status !== 302 || !location) return answer
  const target = new URL(location, url).href
  const followed = await handler(new Request(target, { signal }))
  return Object.defineProperties(followed, { redirected: { value: true }, url: { value: target } })
}

/** A handler gets to know of an abort by its request's signal; its caller must hear of it at once, as from a real fetch. */
function withAbort(handler: (request: Request) => Promise<Response>, request: Request): Promise<Response> {
  request.signal.throwIfAborted()
  return new Promise((resolve, reject) => {
    request.signal.addEventListener('abort', () => reject(request.signal.reason), { once: true })
    handler(request).then(resolve, reject)
  })
}
