export function asDate(ms: number | undefined): Date | undefined {
  return ms === undefined ? undefined : new Date(ms)
}
