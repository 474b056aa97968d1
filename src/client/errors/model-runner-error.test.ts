// @vitest-environment node
import { expect, it, vi } from 'vitest'
import { isModelRunnerError, ModelRunnerError } from './model-runner-error.js'

it('knows the errors of another copy of the package', async () => {
  vi.resetModules()
  const copy = await import('./model-runner-error.js')
  const error = new copy.ModelRunnerError({ kind: 'server', message: 'x' })
  expect(error).not.toBeInstanceOf(ModelRunnerError)
  expect(isModelRunnerError(error)).toBe(true)
})

it.each([
  [null],
  [undefined],
  ['server'],
  [{}],
  [new Error('x')],
  [{ name: 'ModelRunnerError', kind: 'server' }],
])('is not fooled by %j', (value) => expect(isModelRunnerError(value)).toBe(false))
