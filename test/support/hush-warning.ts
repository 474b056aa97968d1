import { onTestFinished, vi } from 'vitest'

/** Keeps one expected hint to the developer out of a test's output; any other still fails it. Returns what was hushed. */
export function hushWarning(expected: RegExp): string[] {
  const hushed: string[] = []
  const print = console.warn
  const spy = vi.spyOn(console, 'warn').mockImplementation((...words: unknown[]) => {
    if (expected.test(String(words[0]))) hushed.push(String(words[0]))
    else print(...words)
  })
  onTestFinished(() => spy.mockRestore())
  return hushed
}

export const NO_STREAM = /the event stream cannot be used/
