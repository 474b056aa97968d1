import { useMemo } from 'react'

/** The same object as long as the filters say the same, so that filters may be written in place. They are plain JSON. */
export function useStableFilters<F extends object>(filters: F | undefined): F {
  const text = JSON.stringify(filters ?? {})
  // The text was made from an F in this very render.
  return useMemo(() => JSON.parse(text) as F, [text])
}
