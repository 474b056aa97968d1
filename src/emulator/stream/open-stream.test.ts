// @vitest-environment node
import { beforeEach, describe, expect, test } from 'vitest'
import type { StreamFault } from '../index.js'
import { createApi } from '../testing/api.js'
import type { Api } from '../testing/api.js'

let api: Api
beforeEach(() => {
  api = createApi()
})

interface Opened {
  /** Everything that arrived so far. */
  text(): string
  chunks: Uint8Array[]
  /** Resolves at the end; 'broken' where the connection broke. */
  over: Promise<'ended' | 'broken'>
  leave(): void
}

async function open(stream?: StreamFault): Promise<Opened> {
  if (stream) api.emulator.set({ faults: [{ route: 'stream', stream }] })
  const leaving = new AbortController()
  const response = await api.emulator.fetch(
    new Request(`${api.emulator.hosts.queue}/requests/stream`, {
      headers: { authorization: 'Key test' },
      signal: leaving.signal,
    }),
  )
  const chunks: Uint8Array[] = []
  const over = (async () => {
    try {
      for await (const chunk of response.body ?? []) chunks.push(chunk)
      return 'ended' as const
    } catch {
      return 'broken' as const
    }
  })()
  const text = (): string => Buffer.concat(chunks).toString()
  await api.clock.advance(0)
  return { text, chunks, over, leave: () => leaving.abort() }
}

function events(text: string): { type: string; statuses: string[] }[] {
  return text
    .split(/\r\n\r\n|\n\n/)
    .filter((block) => block.includes('data:'))
    .map((block) => ({
      type: /"type":\s*"(\w+)"/.exec(block)?.[1] ?? '',
      statuses: [...block.matchAll(/"status":\s*"(\w+)"/g)].map(([, status = '']) => status),
    }))
}

test('a snapshot of what is in flight, then an update for every transition', async () => {
  await api.submit('test/instant')
  await api.submit('test/stuck')
  const stream = await open()
  await api.submit('test/echo')
  await api.clock.advance(1000)
  expect(events(stream.text())).toEqual([
    { type: 'snapshot', statuses: ['IN_QUEUE'] },
    { type: 'update', statuses: ['IN_QUEUE'] },
    { type: 'update', statuses: ['IN_PROGRESS'] },
    { type: 'update', statuses: ['IN_PROGRESS'] },
    { type: 'update', statuses: ['COMPLETED'] },
  ])
})

test('a comment every 25 seconds', async () => {
  const stream = await open()
  await api.clock.advance(75_000)
  expect(stream.text().match(/^: hb$/gm)).toHaveLength(3)
})

test('who leaves is forgotten at once', async () => {
  const stream = await open()
  expect(api.emulator.streams()).toEqual({ open: 1, opened: 1 })
  stream.leave()
  await api.clock.advance(0)
  expect(api.emulator.streams()).toEqual({ open: 0, opened: 1 })
  expect(api.clock.pending()).toBe(0)
})

test('a bill that settles late: one event with billing pending, a second one only where it is wanted', async () => {
  const stream = await open()
  await api.submit('test/billing-pending')
  await api.clock.advance(5000)
  expect(stream.text().match(/"billingStatus":"charged"/g)).toBeNull()
  await api.submit('test/billing-event')
  await api.clock.advance(5000)
  expect(stream.text().match(/"billingStatus":"charged"/g)).toHaveLength(1)
})

describe('faults', () => {
  const run = async (fault: StreamFault): Promise<Opened> => {
    const stream = await open(fault)
    await api.submit('test/echo')
    await api.clock.advance(1000)
    return stream
  }
  const statuses = (stream: Opened): string[] => events(stream.text()).flatMap((event) => event.statuses)

  test('dropAfterEvents breaks the connection after what was sent arrived', async () => {
    const stream = await run({ dropAfterEvents: 2 })
    expect(await stream.over).toBe('broken')
    expect(statuses(stream)).toEqual(['IN_QUEUE'])
    expect(api.emulator.faultCounts()).toEqual({ 'stream:drop': 1 })
  })

  test('dropAfterMs, cleanly', async () => {
    const stream = await run({ dropAfterMs: 50, endCleanly: true })
    expect(await stream.over).toBe('ended')
    expect(statuses(stream)).toEqual(['IN_QUEUE'])
  })

  test('stall: nothing at all, or nothing more', async () => {
    expect((await run({ stall: true })).text()).toBe('')
    const stream = await run({ stall: 1 })
    await api.clock.advance(100_000)
    expect(events(stream.text())).toHaveLength(1)
    expect(stream.text()).not.toContain(': hb')
  })

  test('buffer: all of it at the end, or in blocks', async () => {
    const whole = await run({ buffer: true, dropAfterMs: 3000, endCleanly: true })
    expect(whole.text()).toBe('')
    await api.clock.advance(3000)
    expect(statuses(whole)).toEqual(['IN_QUEUE', 'IN_PROGRESS', 'COMPLETED'])
    const blocks = await run({ buffer: 100_000 })
    expect(blocks.text()).toBe('')
  })

  test('duplicate, reorder, lose', async () => {
    expect(statuses(await run({ duplicate: true }))).toEqual(
      ['IN_QUEUE', 'IN_PROGRESS', 'COMPLETED'].flatMap((status) => [status, status]),
    )
    expect(statuses(await run({ reorder: true }))).toEqual(['IN_PROGRESS', 'IN_QUEUE', 'COMPLETED'])
    expect(statuses(await run({ lose: true }))).toEqual([])
  })

  test('garbage stands between the events', async () => {
    const stream = await run({ garbage: true })
    expect(events(stream.text()).length).toBe(7)
    expect(api.emulator.faultCounts()['stream:garbage']).toBe(3)
  })

  test('split chunks, line ends, byte order mark, several lines, either position of the type', async () => {
    const stream = await run({
      splitEvery: 1,
      newline: '\r\n',
      bom: true,
      multiline: true,
      typeIn: 'data',
      dropAfterMs: 2000,
      endCleanly: true,
    })
    await api.clock.advance(2000)
    await stream.over
    expect(stream.chunks.every((chunk) => chunk.length === 1)).toBe(true)
    expect([...stream.chunks.slice(0, 3)].map((chunk) => chunk[0])).toEqual([0xef, 0xbb, 0xbf])
    expect(stream.text()).not.toContain('event:')
    expect(stream.text()).toContain('data: {\r\ndata:')
    expect(statuses(stream)).toEqual(['IN_QUEUE', 'IN_PROGRESS', 'COMPLETED'])
  })

  test('padBytes makes events as large as one wants', async () => {
    expect((await run({ padBytes: 1_000_000 })).text().length).toBeGreaterThan(3_000_000)
  })
})
