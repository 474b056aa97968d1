import { builtInModels } from '../catalog/built-in-models.js'
import { Catalog } from '../catalog/catalog.js'
import { realClock } from '../clock.js'
import { type EmulatorOptions, DEFAULT_SETTINGS } from '../emulator.js'
import { FaultPicker } from '../faults/fault-picker.js'
import { FileTable } from '../files/file-table.js'
import { hashText, createRandom, type Random } from '../random.js'
import { Lifecycle } from '../lifecycle/lifecycle.js'
import { MediaStore } from '../media/media-store.js'
import type { Platform } from '../platform/platform.js'
import { StreamHub } from '../stream/stream-hub.js'
import { UploadTable } from '../storage/upload-table.js'
import { WebhookDeliveries } from '../webhooks/webhook-deliveries.js'
import { Account } from './money.js'
import type { World } from './world.js'

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
