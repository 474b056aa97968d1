/** The longest wait that a timer can hold, ms; a longer one would fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1

/**
 * `Retry-After` as ms to wait from `now`: seconds or an HTTP date. Undefined where it is absent or says nothing
 * usable; never NaN, never negative. Dates without a zone are UTC (RFC 9110, 5.6.7).
 */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  const value = header?.trim() ?? ''
  let ms = NaN
  if (/^\d+(\.\d+)?$/.test(value)) ms = Number(value) * 1000
  else if (/\d:\d\d:\d\d/.test(value))
    ms = Date.parse(/GMT|Z|[+-]\d/.test(value) ? value : `${value} GMT`) - now
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(0, Math.ceil(ms)), MAX_TIMER_MS)
}
