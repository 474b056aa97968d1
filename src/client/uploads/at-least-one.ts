/** A number of things at a time, as an app gives it: whole and 1 or more; what is no number is taken as not given. */
export function atLeastOne(given: number | undefined, fallback: number): number {
  return given === undefined || Number.isNaN(given) ? fallback : Math.max(1, Math.floor(given))
}
