const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** A size in the largest unit that leaves a whole number: `0 bytes`, `1.5 MB`. Units are decimal, as systems show files. */
export function formatBytes(locale: string, bytes: number): string {
  let power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3))
  // What rounds up to a thousand is one of the next unit: 999,999 bytes are 1 MB, not 1,000 kB.
  if (power < UNITS.length - 1 && Number((bytes / 1000 ** power).toFixed(decimalsOf(power))) >= 1000)
    power += 1
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: UNITS[power],
    // Short, bytes are `9 byte`.
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: decimalsOf(power),
  }).format(bytes / 1000 ** power)
}

function decimalsOf(power: number): number {
  return power < 2 ? 0 : 1
}
