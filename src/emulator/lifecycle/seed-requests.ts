import type { Hosts } from '../../protocol/hosts.js'
import type { RequestItem } from '../../protocol/request-item.js'
import { makeId } from '../make-id.js'
import type { World } from '../state/world.js'

const MINUTE_MS = 60_000
const PROMPTS = [
  'a lighthouse at dusk',
  'two friends cooking together',
  'a red fox in the snow',
  'a quiet harbour',
]

/** Fills the history with finished requests, a minute apart: most succeeded, some failed, some were cancelled. Not billed. */
export function seedRequests(world: World, hosts: Hosts, count: number): RequestItem[] {
  const random = world.random('seed-requests')
  const models = world.catalog.listed()
  return Array.from({ length: count }, (_, index) => {
    const model = models[Math.floor(random() * models.length)] ?? models[0]
    if (!model) throw new Error('The catalog is empty: there is nothing a request could have been made to.')
    const chance = random()
    const isFailed = chance > 0.85 && chance <= 0.95
    const isCancelled = chance > 0.95
    const at = new Date(world.clock.now() - (count - index) * MINUTE_MS).toISOString()
    const item: RequestItem = {
      id: makeId(random),
      modelEndpoint: model.id,
      requestedModelEndpoint: model.id,
      targetKind: model.targetKind ?? 'model',
      status: isCancelled ? 'CANCELLED' : 'COMPLETED',
      billingStatus: isFailed || isCancelled ? 'failed' : 'charged',
      createdAt: at,
      updatedAt: at,
      inferenceTime: 500 + Math.floor(random() * 4000),
      delayTime: Math.floor(random() * 900),
      input: { prompt: PROMPTS[Math.floor(random() * PROMPTS.length)] ?? '', seed: index },
      output: isFailed || isCancelled ? null : 'done',
      metadata: {},
      public: false,
      ...(isFailed && { error: 'The provider could not generate an output.' }),
      ...(!isFailed && !isCancelled && { totalPrice: model.averageCost ?? '0.00000000' }),
    }
    world.lifecycle.records.set(item.id, {
      item,
      model,
      hosts,
      reserved: 0n,
      logs: [],
      timers: new Set(),
      isStored: true,
    })
    return structuredClone(item)
  })
}
