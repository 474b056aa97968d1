/** A time of the platform in ms since the epoch; undefined where it gave none, or none that is one. */
export function timeOf(value: string | undefined): number | undefined {
  return Date.parse(value ?? '') || undefined
}
