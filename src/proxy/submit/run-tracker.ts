import type { Call } from '../call.js'
import type { HandlerState } from '../handler-state.js'
import { isRecord } from '../isolation/user.js'
import { toAmount } from '../limits/amount.js'
import { capsOf, limitRefusal, type LimitReached } from '../limits/limits.js'
import type { ProxyStage, SubmitAttempt } from '../options.js'
import { Refusal } from '../refusal.js'
import { StoreAway } from '../store/guarded-store.js'
import { PlatformAnswer } from '../upstream/platform.js'

/** A submit's answer waits so long for `onSubmitted`, and then leaves without it, ms. */
const ON_SUBMITTED_MS = 5_000

export interface PaidCall {
  endpoint: string
  /** Without reserved keys. */
  input: Record<string, unknown>
  /** The same for each repeat of one submit, so that it reserves once. */
  reservation: string
  clientId: string | undefined
}

/** A paid call that may be sent. */
export interface Admitted {
  /** Nothing was queued: what was reserved is free again. */
  refused(): Promise<void>
}

/**
 * Asks the app and the user's limits before money is spent, and reserves what the call will probably cost.
 * Gives the answer where it must not be sent.
 */
export async function admit(call: Call, paid: PaidCall): Promise<Admitted | PlatformAnswer | Refusal> {
  const { settings, state, own } = call
  const caps = {
    ...capsOf(call.limits),
    submitsPerMinute: call.limits.submitsPerMinute,
    concurrentRuns: call.limits.concurrentRuns,
  }
  const isCapped = caps.day !== undefined || caps.month !== undefined
  const estimate = isCapped || settings.options.beforeSubmit ? await findEstimate(call, paid) : undefined
  const asked = await askApp(call, paid, estimate)
  if (asked instanceof Refusal || asked instanceof PlatformAnswer) return asked
  const isTracked = state.settlements.isOn
  const reserved = { id: paid.reservation, amount: isCapped ? toAmount(asked ?? estimate) : 0n }
  if (isTracked) {
    const reached = await reserveOrReconcile(call, reserved, caps)
    if (reached) return limitRefusal(reached)
  }
  return {
    refused: async () => {
      if (isTracked) await quietly(state, () => state.runs.release(own.scope, paid.reservation))
    },
  }
}

/**
 * The platform has accepted a paid call: it is followed until its price is known, and the app is notified. Only then is the submit
 * answered and noted as accepted: where the process dies before, the browser repeats it, and whoever finds the request notifies the app.
 */
export async function trackAccepted(
  { settings, state, own, userId, request, upstream }: Call,
  { endpoint, clientId, reservation }: PaidCall,
  requestId: string,
): Promise<void> {
  const run = {
    ...(userId === undefined ? {} : { userId }),
    endpoint,
    ...(clientId === undefined ? {} : { clientId }),
  }
  if (state.settlements.isOn) {
    await quietly(state, async () => {
      const end = await state.runs.confirm(requestId, { ...run, scope: own.scope, reservation })
      if (end) void state.settlements.settleEnd(upstream, end)
    })
  }
  const { onSubmitted } = settings.options
  if (onSubmitted) await notify(state, request, 'onSubmitted', () => onSubmitted({ ...run, requestId }))
}

/** Calls an app's callback and waits for it, within bounds; what it throws or rejects with reaches `onError` and nothing else. */
async function notify(
  state: HandlerState,
  request: Request,
  stage: ProxyStage,
  callback: () => unknown,
): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ON_SUBMITTED_MS)
  })
  const called = async () => {
    try {
      await callback()
    } catch (error) {
      state.report(error, { request, stage })
    }
  }
  await Promise.race([called(), late])
  clearTimeout(timer)
}

async function findEstimate({ state, upstream }: Call, paid: PaidCall): Promise<string | undefined> {
  const published = await state.prices.estimate(upstream, paid.endpoint, paid.input)
  if (published !== undefined) return published
  try {
    return await state.runs.lastPrice(paid.endpoint)
  } catch {
    return undefined
  }
}

/** What `beforeSubmit` says: a refusal, an amount to reserve, or nothing. */
async function askApp(
  { settings, state, request, userId }: Call,
  { endpoint, input }: PaidCall,
  estimate: string | undefined,
): Promise<PlatformAnswer | Refusal | string | undefined> {
  const { beforeSubmit } = settings.options
  if (!beforeSubmit) return undefined
  const attempt: SubmitAttempt = {
    ...(userId === undefined ? {} : { userId }),
    endpoint,
    input,
    ...(estimate === undefined ? {} : { estimate }),
    request,
  }
  let said: unknown
  try {
    said = await beforeSubmit(attempt)
    if (isResponse(said)) return new PlatformAnswer(said.status, await said.text(), new Headers(said.headers))
  } catch (error) {
    state.report(error, { request, stage: 'beforeSubmit' })
    return new Refusal(500, 'The app’s beforeSubmit function failed. Nothing was sent.')
  }
  if (said === undefined || said === null) return undefined
  const reserve = isRecord(said) ? said['reserve'] : undefined
  if (typeof reserve === 'string' && toAmount(reserve) !== undefined) return reserve
  const error = new TypeError(
    'beforeSubmit must return nothing, a Response, or { reserve } with an amount in USD as a decimal string.',
  )
  state.report(error, { request, stage: 'beforeSubmit' })
  return new Refusal(500, 'The app’s beforeSubmit function gave something of no use. Nothing was sent.')
}

async function reserveOrReconcile(
  call: Call,
  reserved: { id: string; amount: bigint | undefined },
  caps: Parameters<HandlerState['runs']['reserve']>[2],
): Promise<LimitReached | undefined> {
  const { state, own, upstream } = call
  const reached = await state.runs.reserve(own.scope, reserved, caps)
  if (!reached || reached.limit === 'submitsPerMinute') return reached
  // Runs that ended while nobody watched still count as under way.
  if (!(await state.settlements.reconcile(own, upstream))) return reached
  return state.runs.reserve(own.scope, reserved, caps)
}

/** The platform has answered already: a store that goes away now must not turn that into an error. */
async function quietly(state: HandlerState, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof StoreAway)) state.report(error, { stage: 'store' })
  }
}

/** By what it can do, not by its class: frameworks bring Response classes of their own. */
function isResponse(value: unknown): value is Response {
  return (
    value instanceof Response ||
    (typeof value === 'object' &&
      value !== null &&
      'status' in value &&
      'headers' in value &&
      'text' in value)
  )
}
