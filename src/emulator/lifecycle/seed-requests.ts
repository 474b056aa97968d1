import type { Hosts } from '../../protocol/hosts.js'
import type { RequestItem } from '../../protocol/request-item.js'
import type { EmulatedModel } from '../catalog/emulated-model.js'
import { hashText, makeId } from '../random.js'
import type { World } from '../state/world.js'
import { type RequestRecord, thumbnailsOf } from './request-record.js'

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
  const models = world.catalog.listed().filter(runsOnWords)
  return Array.from({ length: count }, (_, index) => {
    const model = models[Math.floor(random() * models.length)]
    if (!model)
      throw new Error('No model of the catalog runs on a prompt alone: there is nothing to seed from.')
    const chance = random()
    const outcome = chance > 0.95 ? 'cancelled' : chance > 0.85 ? 'failed' : 'succeeded'
    const at = new Date(world.clock.now() - (count - index) * MINUTE_MS).toISOString()
    const words = PROMPTS[Math.floor(random() * PROMPTS.length)] ?? ''
    const item: RequestItem = {
      id: makeId(random),
      modelEndpoint: model.id,
      requestedModelEndpoint: model.id,
      targetKind: model.targetKind ?? 'model',
      status: outcome === 'cancelled' ? 'CANCELLED' : 'COMPLETED',
      billingStatus: outcome === 'succeeded' ? 'charged' : 'failed',
      createdAt: at,
      updatedAt: at,
      inferenceTime: 500 + Math.floor(random() * 4000),
      delayTime: Math.floor(random() * 900),
      input: model.id.includes('speech') ? { text: words } : { prompt: words, seed: index },
      output: null,
      metadata: {},
      public: false,
      ...(outcome === 'failed' && { error: 'The provider could not generate an output.' }),
      ...(outcome === 'succeeded' && { totalPrice: model.averageCost ?? '0.00000000' }),
    }
    const record: RequestRecord = {
      item,
      model,
      hosts,
      reserved: 0n,
      logs: [],
      timers: new Set(),
      isStored: true,
    }
    if (outcome === 'succeeded') {
      item.output = outputOf(world, record)
      item.thumbnails = thumbnailsOf(item.output)
    }
    world.lifecycle.records.set(item.id, record)
    return structuredClone(item)
  })
}

/** Whether words are all that the model needs. */
function runsOnWords(model: EmulatedModel): boolean {
  const required = model.schemas?.['Input']?.required ?? ['unknown']
  return required.every((name) => name === 'prompt' || name === 'text')
}

function outputOf(world: World, record: RequestRecord): unknown {
  const end = record.model.run({
    // Made above.
    input: record.item.input as Record<string, unknown>,
    requestId: record.item.id,
    endpoint: record.item.modelEndpoint,
    seed: hashText(record.item.id),
    publish: (name, contentType, bytes) => world.media.publish(record, name, contentType, bytes),
    find: (url) => world.media.find(url),
  })
  return end instanceof Promise || end.kind !== 'output' ? null : end.output
}
