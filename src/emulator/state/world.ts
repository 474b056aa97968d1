import type { Catalog } from '../catalog/catalog.js'
import type { Clock } from '../../protocol/clock.js'
import type { FaultPicker } from '../faults/fault-picker.js'
import type { FileTable } from '../files/file-table.js'
import type { LogEntry, EmulatorSettings } from '../emulator.js'
import type { Lifecycle } from '../lifecycle/lifecycle.js'
import type { MediaStore } from '../media/media-store.js'
import type { Platform } from '../platform/platform.js'
import type { Random } from '../random.js'
import type { StreamHub } from '../stream/stream-hub.js'
import type { UploadTable } from '../storage/upload-table.js'
import type { WebhookDeliveries } from '../webhooks/webhook-deliveries.js'
import type { Account } from './money.js'

/** Everything one life of the emulator holds, from start or reset to the next reset. */
export interface World {
  clock: Clock
  platform: Platform
  /** `set` changes it in place. */
  settings: Omit<EmulatorSettings, 'balance'>
  account: Account
  catalog: Catalog
  lifecycle: Lifecycle
  hub: StreamHub
  media: MediaStore
  files: FileTable
  uploads: UploadTable
  webhooks: WebhookDeliveries
  /** Sends the webhooks. */
  fetch: typeof globalThis.fetch
  faults: FaultPicker
  log: LogEntry[]
  /** A seeded generator of its own for each purpose, so that e.g. polling does not change the next request's id. */
  random(purpose: string): Random
}
