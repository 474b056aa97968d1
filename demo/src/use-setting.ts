import { useState } from 'react'

/** One choice of the person's, kept in this browser. */
export function useSetting<T extends string>(name: string, choices: readonly [T, ...T[]]) {
  const [value, setValue] = useState<T>(() => {
    const kept = localStorage.getItem(`demo.${name}`)
    return choices.find((choice) => choice === kept) ?? choices[0]
  })
  const choose = (next: T) => {
    localStorage.setItem(`demo.${name}`, next)
    setValue(next)
  }
  return [value, choose] as const
}
