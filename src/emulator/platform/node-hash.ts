import { createHash } from 'node:crypto'
import type { Hash } from 'node:crypto'
import type { StreamingHash } from './platform.js'

/** Node's own hashes: fast enough for uploads of gigabytes. */
export function nodeHash(algorithm: 'sha256' | 'md5'): StreamingHash {
  return wrap(createHash(algorithm))
}

function wrap(hash: Hash): StreamingHash {
  return {
    update: (bytes) => void hash.update(bytes),
    digest: () => hash.digest('hex'),
    copy: () => wrap(hash.copy()),
  }
}
