import { nodeListen } from './node-listen.js'
import type { Platform, StreamingHash } from './platform.js'
import { createHash, type Hash } from 'node:crypto'

export const nodePlatform: Platform = { createHash: nodeHash, listen: nodeListen }

/** Node's own hashes: fast enough for uploads of gigabytes. */
function nodeHash(algorithm: 'sha256' | 'md5'): StreamingHash {
  return wrap(createHash(algorithm))
}

function wrap(hash: Hash): StreamingHash {
  return {
    update: (bytes) => void hash.update(bytes),
    digest: () => hash.digest('hex'),
    copy: () => wrap(hash.copy()),
  }
}
