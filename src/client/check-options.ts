import type { ClientOptions } from './config.js'
import { warnOnce } from './errors/warn-once.js'

/** All of them by its type: a new option does not compile before it stands here. */
const KNOWN: Record<keyof ClientOptions, true> = {
  proxyUrl: true,
  headers: true,
  credentials: true,
  fetch: true,
  hosts: true,
  live: true,
  retry: true,
  userKey: true,
  storage: true,
  onError: true,
  clock: true,
  environment: true,
}

const LIVE = ['auto', 'stream', 'poll', 'off']

const SEE = 'See docs/getting-started.md'

/** Tells the developer of options that cannot work, once each. For development: it is not in a production bundle. */
export function checkOptions(options: ClientOptions): void {
  const { proxyUrl, live = 'auto', hosts = {}, retry = {} } = options
  if (typeof proxyUrl !== 'string' || !proxyUrl.trim()) {
    warnOnce(
      `proxyUrl is ${shown(proxyUrl)}, so that every call would go to the page itself. Give the route of your proxy handler: proxyUrl="/api/modelrunner/proxy". ${SEE}`,
    )
  }
  if (!LIVE.includes(live)) {
    warnOnce(
      `live is ${shown(live)}, which is none of ${LIVE.map(shown).join(', ')}; 'auto' is the default. ${SEE}`,
    )
  }
  for (const [name, url] of Object.entries(hosts)) {
    if (url !== undefined && !/^https?:\/\/[^/]/.test(url)) {
      warnOnce(
        `hosts.${name} is ${shown(url)}, which is no base URL: give one with its scheme, as "https://queue.modelrunner.run". ${SEE}`,
      )
    }
  }
  for (const [name, value] of Object.entries(retry)) {
    if (value !== undefined && !(value >= (name === 'attempts' ? 1 : 0))) {
      warnOnce(
        `retry.${name} is ${shown(value)}: attempts are tries in all, 1 or more; baseMs and maxMs are milliseconds. ${SEE}`,
      )
    }
  }
  for (const name of Object.keys(options)) {
    if (!Object.hasOwn(KNOWN, name)) {
      warnOnce(
        `${name} is no option of ModelRunnerProvider, and does nothing. There are ${Object.keys(KNOWN).join(', ')}. ${SEE}`,
      )
    }
  }
}

const shown = (value: unknown) => (value === undefined ? 'missing' : JSON.stringify(value))
