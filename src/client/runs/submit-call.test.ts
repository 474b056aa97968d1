// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { checkInput } from './submit-call.js'

const circle: Record<string, unknown> = {}
circle.self = circle

describe('an input', () => {
  it('is distinguished by the files in it, however deep, also from another window', () => {
    expect(checkInput({ nested: [{ image: new File([], 'a') }] })).toBe(true)
    expect(checkInput({ image: { [Symbol.toStringTag]: 'File' } })).toBe(true)
    expect(checkInput({ text: 'x', none: null, list: [1, undefined], at: new Date(0) })).toBe(false)
    expect(checkInput({ text: '[object File]' })).toBe(false)
  })

  it.each<[string, unknown, (string | number)[]]>([
    ['a BigInt', { seed: 1n }, ['seed']],
    ['a circle', { deep: circle }, ['deep', 'self']],
    ['a function', { list: [() => {}] }, ['list', 0]],
    ['a Map', { map: new Map() }, ['map']],
    ['a Set', { set: new Set() }, ['set']],
    ['bytes', { bytes: new Uint8Array(1) }, ['bytes']],
    ['no number', { steps: Number.NaN }, ['steps']],
    ['a text', 'a fox', []],
    ['a list', ['a fox'], []],
    ['an event', new Event('click'), []],
    [
      'a getter that throws',
      {
        get prompt(): never {
          throw new Error('no')
        },
      },
      [],
    ],
  ])('that is or contains %s is refused with its path', (_, input, path) => {
    let error: unknown
    try {
      checkInput(input)
    } catch (cause) {
      error = cause
    }
    expect(error).toMatchObject({ kind: 'validation', billed: false })
    expect((error as { fieldErrors: { path: unknown }[] }).fieldErrors.map((each) => each.path)).toEqual(
      path.length ? [path] : [],
    )
  })
})
