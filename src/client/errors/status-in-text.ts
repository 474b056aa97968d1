/** What a status looks like in words; first match wins. */
const STATUS_TEXTS: readonly (readonly [number, RegExp])[] = [
  [402, /insufficient (balance|credit|fund)|payment req|top.?up/i],
  [429, /rate.?limit|too many/i],
  [413, /too large/i],
  [409, /conflict|still (in|running|processing)|not (yet )?(finished|complete|ready)/i],
  [404, /not.?found/i],
  [403, /forbidden|no access/i],
  [401, /unauthori|authenticat|api.?key/i],
  [500, /internal|gateway|unavailable|overloaded|timed? ?out/i],
  [400, /bad request|validation|invalid/i],
]

/** The status that a text tells of, for proxies that answer 200 to everything and bodies without `statusCode`. */
export function statusInText(text: string): number | undefined {
  return STATUS_TEXTS.find(([, pattern]) => pattern.test(text))?.[0]
}
