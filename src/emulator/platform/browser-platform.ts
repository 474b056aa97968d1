import { Md5, Sha256 } from '../hashing/hashes.js'
import type { Platform } from './platform.js'

export const browserPlatform: Platform = {
  createHash: (algorithm) => (algorithm === 'md5' ? new Md5() : new Sha256()),
  listen: () =>
    Promise.reject(
      new Error(
        'A browser cannot listen on a port. Use emulator.fetch (for example behind MSW), or listen in Node: see docs/emulator.md.',
      ),
    ),
}
