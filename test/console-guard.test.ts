// @vitest-environment node
import { expect, it, vi } from 'vitest'
import { takeConsoleOutput } from './support/console-guard.js'

it('remembers what a test prints', () => {
  const { error } = console
  error('a warning about %s', 'keys')
  expect(takeConsoleOutput()).toEqual(['console.error: a warning about keys'])
})

it('leaves a test alone that spies on the console itself', () => {
  const spy = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const { warn } = console
  warn('expected')
  expect(spy).toHaveBeenCalledOnce()
  spy.mockRestore()
  expect(takeConsoleOutput()).toEqual([])
})
