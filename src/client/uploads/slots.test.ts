// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { createSlots } from './slots.js'

const never = new AbortController().signal

describe('slots', () => {
  it('hands out no more than there are', async () => {
    const slots = createSlots(2)
    const taken: string[] = []
    const owner = {}
    const take = (name: string) => slots.acquire(owner, never).then((release) => (taken.push(name), release))
    const first = await take('a')
    await take('b')
    const third = take('c')
    await Promise.resolve()
    expect(taken).toEqual(['a', 'b'])
    first()
    first() // giving back twice gives back once
    await third
    expect(taken).toEqual(['a', 'b', 'c'])
  })

  it('gives a free slot to the file that has fewest, not to the one that asked most', async () => {
    const slots = createSlots(4)
    const big = {}
    const small = {}
    const order: string[] = []
    const releases = await Promise.all([1, 2, 3, 4].map(() => slots.acquire(big, never)))
    void slots.acquire(big, never).then(() => order.push('big'))
    const ofSmall = slots.acquire(small, never).then(() => order.push('small'))
    releases[0]?.()
    await ofSmall
    expect(order).toEqual(['small'])
  })

  it('lets go of who gives up waiting', async () => {
    const slots = createSlots(1)
    const release = await slots.acquire({}, never)
    const abort = new AbortController()
    const waiting = slots.acquire({}, abort.signal)
    abort.abort(new Error('given up'))
    await expect(waiting).rejects.toThrow('given up')
    release()
    await expect(slots.acquire({}, never)).resolves.toBeTypeOf('function')
  })

  it('grows with what an app asks for', async () => {
    const slots = createSlots(1)
    await slots.acquire({}, never)
    const second = slots.acquire({}, never)
    slots.atLeast(2)
    await expect(second).resolves.toBeTypeOf('function')
  })
})
