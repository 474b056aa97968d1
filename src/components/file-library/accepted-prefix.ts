import type { Accept } from '../../hooks/accepts.js'

/** The one type the platform can be asked for, where all that is accepted is of that type (`image/*`, `image/png`). */
export function acceptedPrefix(accept: Accept | undefined): string | undefined {
  if (accept === undefined) return undefined
  const entries =
    typeof accept === 'string'
      ? accept.split(',')
      : Array.isArray(accept)
        ? (accept as string[])
        : Object.keys(accept)
  const prefixes = new Set(entries.map((entry) => /^\s*(\w+\/)/.exec(entry)?.[1]))
  const [only] = prefixes
  return prefixes.size === 1 && only ? only : undefined
}
