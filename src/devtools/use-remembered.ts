import { useCallback, useState } from 'react'

const KEY = 'modelrunner-devtools'

/** What Devtools remember of themselves in this browser. */
export interface Remembered {
  isOpen: boolean
  tab: string
}

/** Remembered over reloads where the browser lets a page store anything. */
export function useRemembered(initial: Remembered): [Remembered, (change: Partial<Remembered>) => void] {
  const [value, setValue] = useState(() => ({ ...initial, ...read() }))
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
