// @vitest-environment node
import { describe, expect, it, vi } from 'vitest'
import { MAX_WAITING_BYTES, StreamClient } from './stream-client.js'

const bytes = (length: number) => new Uint8Array(length)

describe('a browser that does not read', () => {
  it('is cut once too much waits for it', async () => {
    const gone = vi.fn()
    const client = new StreamClient(undefined, 60_000, gone)
    client.send(bytes(MAX_WAITING_BYTES - 1))
    client.send(bytes(10))
    expect(gone).not.toHaveBeenCalled()
    client.send(bytes(10))
    expect(gone).toHaveBeenCalledExactlyOnceWith(client)
    await expect(client.body.getReader().read()).rejects.toThrow(/slowly/)
    client.send(bytes(10)) // nobody is there any more
    client.close()
    expect(gone).toHaveBeenCalledOnce()
  })

  it('still gets one message that is larger than that, a big snapshot', async () => {
    const gone = vi.fn()
    const client = new StreamClient(undefined, 60_000, gone)
    client.send(bytes(5 * MAX_WAITING_BYTES))
    const { value } = await client.body.getReader().read()
    expect(value?.byteLength).toBe(5 * MAX_WAITING_BYTES)
    client.send(bytes(10))
    expect(gone).not.toHaveBeenCalled()
  })
})
