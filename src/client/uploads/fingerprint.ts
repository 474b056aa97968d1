import type { Time } from '../environment.js'
import { wait } from '../../shared/retry.js'
import { fileFacts } from './file-facts.js'
import { PutFailure } from './put.js'

/** Bytes looked at in each of three places: enough to tell a changed file, little enough for a gigabyte video. */
const SAMPLE_BYTES = 16 * 1024

/**
 * What tells a file again after a reload: name, size, type, lastModified and a sample of its content (start, middle, end).
 * Hashed, so that no file name is kept on the device. Not a proof against an attacker: it need not be one.
 */
export async function fingerprint(file: Blob): Promise<string> {
  const { name, size, type } = fileFacts(file)
  const lastModified = 'lastModified' in file ? Number(file.lastModified) : 0
  let hash = hashBytes(new TextEncoder().encode(JSON.stringify([name, size, type, lastModified])), FNV_OFFSET)
  for (const start of new Set([0, Math.floor(size / 2), Math.max(0, size - SAMPLE_BYTES)])) {
    hash = hashBytes(new Uint8Array(await file.slice(start, start + SAMPLE_BYTES).arrayBuffer()), hash)
  }
  return `${size.toString(36)}-${hash.map((lane) => (lane >>> 0).toString(36)).join('')}`
}

type Hash = readonly [number, number]

/** FNV-1a and a second lane with another prime: 64 bits, synchronous, also where `crypto.subtle` is missing (plain http). */
const FNV_OFFSET: Hash = [0x811c9dc5, 0x9747b28c]

function hashBytes(bytes: Uint8Array, [first, second]: Hash): Hash {
  for (const byte of bytes) {
    first = Math.imul(first ^ byte, 0x01000193)
    second = Math.imul(second ^ byte, 0x85ebca6b) ^ (second >>> 15)
  }
  return [first, second]
}

/** Some engines leave the reading of a file that was replaced on disk without an answer, ms. */
const MAX_READ_MS = 10_000

/**
 * Rejects with a `changed` failure where a file was changed, removed or is a folder: to the browser that looks like a
 * broken connection, or like one that stands still. `known` is the fingerprint that it had at the start.
 */
export async function mustBeUnchanged(
  file: Blob,
  body: Blob,
  known: string | undefined,
  clock: Time,
): Promise<void> {
  const read = new AbortController()
  const check = async () => {
    await body.slice(0, 1).arrayBuffer()
    if (known !== undefined && (await fingerprint(file)) !== known) throw new Error('The content is another.')
  }
  try {
    await Promise.race([check(), wait(MAX_READ_MS, clock, read.signal)])
  } catch (cause) {
    throw new PutFailure('changed', { cause })
  } finally {
    read.abort()
  }
}
