/**
 * What a status looks like in words, for proxies that answer 200 to everything and bodies without `statusCode`.
 * First match wins.
 */
const WORDS: readonly (readonly [number, RegExp])[] = [
  [402, /insufficient|payment required|top.?up|out of credit/],
  [429, /rate.?limit|too many requests/],
  [413, /too large/],
  [422, /invalid_output|output .*(schema|valid)|unprocessable/],
  [409, /conflict|still (in|running|processing)|not (yet )?(been )?(finished|complete|ready)/],
  [404, /not.?found|unknown (model|endpoint|request|file)/],
  [403, /forbidden|no access|permission/],
  [401, /unauthori|authenticat|api.?key/],
  [504, /timed? ?out/],
  [503, /unavailable|overloaded/],
  [500, /internal (server )?error|bad gateway/],
  [400, /bad request|validation|invalid/],
]

/** The status that a text tells of, or undefined. */
export function statusInWords(text: string): number | undefined {
  return WORDS.find(([, words]) => words.test(text.toLowerCase()))?.[0]
}
