import type { ProxyOptions } from '../proxy-options.js'
import { Refusal } from '../refusal.js'

/** The platform key of a call. Nothing thrown here, and nothing said, holds any part of it. */
export async function findApiKey(option: ProxyOptions['apiKey'], request: Request): Promise<string> {
  let key: string | undefined
  try {
    key = typeof option === 'function' ? await option(request) : (option ?? environmentKey())
  } catch {
    throw new Refusal(500, 'The apiKey function of createProxyHandler threw.')
  }
  const trimmed = typeof key === 'string' ? key.trim() : ''
  if (!trimmed) {
    throw new Refusal(
      401,
      'No ModelRunner API key is configured. Set MODELRUNNER_KEY in the environment of the server, or pass apiKey to createProxyHandler.',
    )
  }
  if (!/^[\x21-\x7e]+$/.test(trimmed)) {
    throw new Refusal(500, 'The configured ModelRunner API key has characters that cannot stand in a header.')
  }
  return trimmed
}

function environmentKey(): string | undefined {
  // Edge runtimes and Deno may have no `process`.
  return typeof process === 'undefined' ? undefined : process.env['MODELRUNNER_KEY']
}
