import type { Hosts } from '../../protocol/hosts.js'
import type { LogLine } from '../../protocol/queue-envelope.js'
import type { RequestItem } from '../../protocol/request-item.js'
import type { EmulatedModel } from '../catalog/emulated-model.js'
import type { RunEnd } from '../catalog/run.js'

/** A request with what the platform knows of it beside the item it shows. */
export interface RequestRecord {
  /** Changed in place; whoever hands it out copies it. */
  item: RequestItem
  model: EmulatedModel
  /** The hosts in the terms of the one who submitted: URLs of its output are made with them. */
  hosts: Hosts
  /** Set aside in 1e-8 USD while it is in flight. */
  reserved: bigint
  logs: LogLine[]
  timers: Set<unknown>
  startedAt?: number
  end?: RunEnd
  /** Lifetime of its output files, seconds; absent: they stay. */
  expiresInSeconds?: number
  /** `x-modelrunner-store-io: 0`: input and output are not kept for long. */
  isStored: boolean
}
