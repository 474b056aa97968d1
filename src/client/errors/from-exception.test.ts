// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { errorFromException } from './from-exception.js'
import { ModelRunnerError } from './model-runner-error.js'

const abort = () => new DOMException('signal is aborted without reason', 'AbortError')

describe('errorFromException', () => {
  it.each([
    ['Chrome offline', new TypeError('Failed to fetch'), {}, 'network'],
    ['Safari offline', new TypeError('Load failed'), {}, 'network'],
    ['a wrapped fetch', new Error('socket hang up'), {}, 'network'],
    ['something that is no error', 'boom', {}, 'network'],
    ['nothing', undefined, {}, 'network'],
    ['an abort', abort(), { aborted: true }, 'aborted'],
    ['an abort with a reason of its own', new Error('left the page'), { aborted: true }, 'aborted'],
    ['an abort from elsewhere', abort(), {}, 'aborted'],
    ['our time limit', abort(), { timedOut: true }, 'timeout'],
    ['AbortSignal.timeout', new DOMException('timed out', 'TimeoutError'), { aborted: true }, 'timeout'],
    ['broken JSON', new SyntaxError('Unexpected token'), {}, 'unexpected-response'],
  ] as const)('%s', (_name, cause, context, kind) => {
    const error = errorFromException(cause, { ...context, method: 'POST', path: '/o/a' })
    expect(error.kind).toBe(kind)
    expect(error.message).toMatch(/^POST \/o\/a \w/)
    expect(error.cause).toBe(cause)
    expect(error.retryable).toBe(kind === 'network' || kind === 'timeout')
  })

  it('returns an existing ModelRunnerError unchanged', () => {
    const error = new ModelRunnerError({ kind: 'proxy', message: 'x' })
    expect(errorFromException(error)).toBe(error)
  })

  it('says what is unknown about money when a submit may have arrived', () => {
    const error = errorFromException(new TypeError('Failed to fetch'), { maybeSubmitted: true })
    expect(error).toMatchObject({ maybeSubmitted: true, billed: 'unknown' })
    expect(errorFromException(new TypeError('x'))).toMatchObject({ maybeSubmitted: false, billed: false })
  })
})
