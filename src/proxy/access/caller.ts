import type { ProxyErrorContext, ProxyOptions } from '../options.js'
import { Refusal } from '../refusal.js'

/** Who calls: nobody in particular, or a user who is kept apart from others. */
export interface Caller {
  userId?: string
  isIsolated: boolean
}

/** Asks the app. Anything but a clear yes is a no. */
export async function findCaller(
  options: ProxyOptions,
  request: Request,
  report: (error: unknown, context: ProxyErrorContext) => void,
): Promise<Caller | Response> {
  if (!options.authorize) return { isIsolated: false }
  let said: unknown
  try {
    said = await options.authorize(request)
  } catch (error) {
    report(error, { request, stage: 'authorize' })
    throw new Refusal(500, 'The app’s authorize function failed. The call was not made.')
  }
  if (isResponse(said)) return said
  if (said === true) {
    if (options.isolateUsers) throw new Refusal(500, 'isolateUsers is on, but authorize gave no userId.')
    return { isIsolated: false }
  }
  if (typeof said === 'object' && said !== null && 'userId' in said) {
    const { userId } = said
    if (typeof userId !== 'string' || userId === '') {
      throw new Refusal(500, 'authorize gave a userId that is not a non-empty string.')
    }
    return { userId, isIsolated: options.isolateUsers ?? true }
  }
  throw new Refusal(403, 'The app does not let this user call (authorize refused).')
}

/** By what it can do, not by its class: frameworks and test environments bring Response classes of their own. */
function isResponse(value: unknown): value is Response {
  return (
    value instanceof Response ||
    (typeof value === 'object' &&
      value !== null &&
      'status' in value &&
      'headers' in value &&
      'body' in value)
  )
}

/** The platform key of a call. Nothing thrown here, and nothing said, holds any part of it. */
export async function findApiKey(
  option: ProxyOptions['apiKey'],
  request: Request,
  report: (error: unknown, context: ProxyErrorContext) => void,
  onMissing: () => void,
): Promise<string> {
  let key: string | undefined
  try {
    key = typeof option === 'function' ? await option(request) : (option ?? environmentKey())
  } catch (error) {
    report(error, { request, stage: 'apiKey' })
    throw new Refusal(500, 'The apiKey function of createProxyHandler threw.')
  }
  const trimmed = typeof key === 'string' ? key.trim() : ''
  if (!trimmed) {
    // A function may know of no key for this one call.
    if (typeof option !== 'function') onMissing()
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

/** Whether a key is missing already when the handler is made. A function is asked with each call. */
export function isKeyMissing(option: ProxyOptions['apiKey']): boolean {
  return typeof option !== 'function' && !(option ?? environmentKey())?.trim()
}

export const NO_KEY_TEXT =
  'modelrunner-react proxy: no ModelRunner API key is configured, so every call is refused with 401. Set MODELRUNNER_KEY in the environment of the server, or pass apiKey to createProxyHandler.'

export function environmentKey(): string | undefined {
  // Edge runtimes and Deno may have no `process`.
  return typeof process === 'undefined' ? undefined : process.env['MODELRUNNER_KEY']
}
