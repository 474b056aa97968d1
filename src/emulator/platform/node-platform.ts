import { nodeHash } from './node-hash.js'
import { nodeListen } from './node-listen.js'
import type { Platform } from './platform.js'

export const nodePlatform: Platform = { createHash: nodeHash, listen: nodeListen }
