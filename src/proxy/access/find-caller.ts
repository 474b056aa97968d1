import type { ProxyOptions } from '../proxy-options.js'
import { Refusal } from '../refusal.js'

/** Who calls: nobody in particular, or a person who is kept apart from others. */
export interface Caller {
  userId?: string
  isIsolated: boolean
}

/** Asks the app. Anything but a clear yes is a no. */
export async function findCaller(options: ProxyOptions, request: Request): Promise<Caller | Response> {
  if (!options.authorize) return { isIsolated: false }
  const said: unknown = await options.authorize(request)
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
  throw new Refusal(403, 'The app does not let this person call (authorize refused).')
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
