import { useCallback, useState } from 'react'

const KEY = 'modelrunner-devtools'
/** Below, the panel is a sheet over the page. As in styles.ts. */
const NARROW = '(max-width: 32rem)'

/** What Devtools remember of themselves in this browser. */
export interface Remembered {
  isOpen: boolean
  tab: string
}

/**
 * Remembered over reloads where the browser lets a page store anything. On a narrow window it starts closed, however it was
 * left: open it would cover what the page is for.
 */
export function useRemembered(initial: Remembered): [Remembered, (change: Partial<Remembered>) => void] {
  const [value, setValue] = useState(() => ({ ...initial, ...read(), ...(isNarrow() && { isOpen: false }) }))
  const change = useCallback((changed: Partial<Remembered>) => {
    setValue((before) => {
      const next = { ...before, ...changed }
      write(next)
      return next
    })
  }, [])
  return [value, change]
}

function read(): Partial<Remembered> {
  try {
    const { isOpen, tab } = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Record<string, unknown>
    return {
      ...(typeof isOpen === 'boolean' && { isOpen }),
      ...(typeof tab === 'string' && { tab }),
    }
  } catch {
    return {}
  }
}

function write(value: Remembered): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(value))
  } catch {
    // Full or forbidden: it opens as it did at first.
  }
}

function isNarrow(): boolean {
  return typeof matchMedia === 'function' && matchMedia(NARROW).matches
}
