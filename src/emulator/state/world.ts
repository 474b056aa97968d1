import { Catalog } from '../catalog/catalog.js'
import type { Clock } from '../../protocol/clock.js'
import { FaultPicker } from '../faults/fault-picker.js'
import { FileTable } from '../files/file-table.js'
import { type LogEntry, type EmulatorSettings, type EmulatorOptions, DEFAULT_SETTINGS } from '../emulator.js'
import { Lifecycle } from '../lifecycle/lifecycle.js'
import { MediaStore } from '../media/media-store.js'
import type { Platform } from '../platform/platform.js'
import { type Random, hashText, createRandom } from '../random.js'
import { StreamHub } from '../stream/stream-hub.js'
import { UploadTable } from '../storage/upload-table.js'
import { WebhookDeliveries } from '../webhooks/webhook-deliveries.js'
import { Account } from './money.js'
import { builtInModels } from '../catalog/built-in-models.js'
import { realClock } from '../clock.js'

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

const DEFAULT_BALANCE = '100.00000000'

/** A fresh life from the options the emulator was made with. */
export function createWorld(platform: Platform, options: EmulatorOptions): World {
  const randoms = new Map<string, Random>()
  const random = (purpose: string): Random => {
    const known = randoms.get(purpose) ?? createRandom(hashText(`${options.seed ?? 1}:${purpose}`))
    randoms.set(purpose, known)
    return known
  }
  const base = {
    clock: options.clock ?? realClock,
    platform,
    settings: { ...DEFAULT_SETTINGS, latencyMs: options.latencyMs ?? 0 },
    account: new Account(options.balance ?? DEFAULT_BALANCE),
    catalog: new Catalog([...builtInModels, ...(options.models ?? [])]),
    hub: new StreamHub(),
    faults: new FaultPicker(random('faults')),
    log: [],
    fetch: (...call: Parameters<typeof fetch>) => (options.fetch ?? globalThis.fetch)(...call),
    random,
  }
  // The tables know the world they are part of; nothing of it is used before it is whole.
  const world = base as unknown as World
  world.media = new MediaStore(world)
  world.uploads = new UploadTable(world)
  world.files = new FileTable(world)
  world.webhooks = new WebhookDeliveries(world)
  world.lifecycle = new Lifecycle(world)
  return world
}
