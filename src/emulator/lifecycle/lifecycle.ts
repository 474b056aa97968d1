import { MAX_REQUEST_MS } from '../../protocol/limits.js'
import { isTerminal, type RequestRecord, type Submission, applyEnd } from './request-record.js'
import type { RequestState } from '../../protocol/request-item.js'
import type { RunEnd } from '../catalog/emulated-model.js'
import type { Clock } from '../../protocol/clock.js'
import type { EmulatorSettings } from '../emulator.js'
import type { FileTable } from '../files/file-table.js'
import type { MediaStore } from '../media/media-store.js'
import { hashText, makeId, type Random } from '../random.js'
import { type Account, costOf, formatMoney, formatTokenCost } from '../state/money.js'
import type { StreamHub } from '../stream/stream-hub.js'
import type { WebhookDeliveries } from '../webhooks/webhook-deliveries.js'

const QUEUE_MS = 300
const RUN_MS = 1200
/** A bill that settles as an event of its own takes this long, ms. */
const SETTLING_MS = 400
/** Payloads that are not to be stored are removed this long after the end, ms. */
const UNSTORED_MS = 60 * 60 * 1000

/** What the lifecycle needs of the world it is part of. */
interface Surroundings {
  readonly clock: Clock
  random(purpose: string): Random
  readonly settings: Omit<EmulatorSettings, 'balance'>
  readonly account: Account
  readonly files: FileTable
  readonly media: MediaStore
  readonly hub: StreamHub
  readonly webhooks: WebhookDeliveries
}

/** All requests, and their way through the states on the world's clock. */
export class Lifecycle {
  readonly records = new Map<string, RequestRecord>()
  readonly #world: Surroundings

  constructor(world: Surroundings) {
    this.#world = world
  }

  /** Queues a request; undefined where the balance does not reach: then nothing is queued. */
  submit(submission: Submission): RequestRecord | undefined {
    const { model } = submission
    const reserved = costOf(model, submission.input)
    if (!this.#world.account.reserve(reserved)) return undefined
    const record = this.#create(submission, reserved)
    this.records.set(record.item.id, record)
    this.#world.files.linkInputs(record.item)
    this.#world.hub.publish(record.item)
    this.#later(record, MAX_REQUEST_MS, () =>
      this.#end(record, { kind: 'force-failed', error: 'The request did not finish within 6 hours.' }),
    )
    const queueMs = model.queueMs ?? this.#world.settings.queueMs ?? QUEUE_MS
    if (queueMs === 0 && model.skipsProgress) this.#run(record)
    else this.#later(record, queueMs, () => this.#start(record))
    return record
  }

  /** A call that is answered while it is open (a language model): at work at once, until `finish`. Undefined where the balance does not reach. */
  open(submission: Submission, tokenCost: bigint): RequestRecord | undefined {
    if (!this.#world.account.reserve(tokenCost)) return undefined
    const record = this.#create(submission, tokenCost)
    record.tokenCost = tokenCost
    record.startedAt = this.#world.clock.now()
    this.records.set(record.item.id, record)
    this.#world.files.linkInputs(record.item)
    this.#move(record, 'IN_PROGRESS')
    this.#world.hub.publish(record.item)
    return record
  }

  finish(record: RequestRecord, end: RunEnd): void {
    this.#end(record, end)
  }

  /** Stops a deployment's request. Whatever else: the state stays what it is. */
  cancel(record: RequestRecord): void {
    if (record.item.targetKind !== 'deployment' || isTerminal(record.item.status)) return
    this.#close(record, 'CANCELLED')
    record.item.billingStatus = 'failed'
    this.#world.hub.publish(record.item)
    this.#world.webhooks.notify(record, 'completed')
  }

  dispose(): void {
    for (const record of this.records.values()) {
      this.#clearTimers(record)
      record.stop?.()
    }
  }

  #create({ model, requestedEndpoint, ...submission }: Submission, reserved: bigint): RequestRecord {
    const now = new Date(this.#world.clock.now()).toISOString()
    return {
      model,
      hosts: submission.hosts,
      reserved,
      logs: [],
      timers: new Set(),
      isStored: submission.isStored,
      ...(submission.webhook && { webhook: submission.webhook }),
      ...(submission.expiresInSeconds !== undefined && { expiresInSeconds: submission.expiresInSeconds }),
      item: {
        id: makeId(this.#world.random('requests')),
        modelEndpoint: model.id,
        requestedModelEndpoint: requestedEndpoint,
        targetKind: model.targetKind ?? 'model',
        ...(model.deploymentId !== undefined && { deploymentId: model.deploymentId }),
        ...(model.wrapperId !== undefined && { wrapperId: model.wrapperId }),
        ...(model.baseModelEndpoint !== undefined && { baseModelEndpoint: model.baseModelEndpoint }),
        status: 'IN_QUEUE',
        billingStatus: 'pending',
        createdAt: now,
        updatedAt: now,
        input: submission.input,
        output: null,
        public: submission.isPublic,
        metadata: submission.metadata ?? {},
      },
    }
  }

  #start(record: RequestRecord): void {
    const { model } = record
    if (model.skipsProgress) return this.#run(record)
    record.startedAt = this.#world.clock.now()
    this.#log(record, 'Started')
    this.#move(record, 'IN_PROGRESS')
    this.#world.hub.publish(record.item)
    this.#world.webhooks.notify(record, 'start')
    const runMs = model.id === 'test/slow' ? this.#world.settings.slowMs : this.#runMs(record)
    if (runMs === null) return
    const lines = model.logs ?? []
    lines.forEach((line, index) =>
      this.#later(record, (runMs * (index + 1)) / (lines.length + 1), () => this.#log(record, line)),
    )
    this.#later(record, runMs, () => this.#run(record))
  }

  #runMs({ model }: RequestRecord): number | null {
    if (model.runMs === null) return null
    return model.unlisted ? (model.runMs ?? RUN_MS) : (this.#world.settings.runMs ?? model.runMs ?? RUN_MS)
  }

  #run(record: RequestRecord): void {
    const { item, model } = record
    const seed = (item.input as Record<string, unknown>)['seed']
    try {
      const end = model.run({
        input: item.input as Record<string, unknown>,
        requestId: item.id,
        endpoint: item.modelEndpoint,
        seed: hashText(typeof seed === 'number' || typeof seed === 'string' ? `seed:${seed}` : item.id),
        publish: (name, contentType, bytes) => this.#world.media.publish(record, name, contentType, bytes),
        find: (url) => this.#world.media.find(url),
      })
      if (end instanceof Promise) {
        end.then(
          (late) => this.#end(record, late),
          (error: unknown) => this.#end(record, failureOf(error)),
        )
      } else this.#end(record, end)
    } catch (error) {
      this.#end(record, failureOf(error))
    }
  }

  #end(record: RequestRecord, end: RunEnd): void {
    if (isTerminal(record.item.status)) return
    record.end = end
    this.#log(record, end.kind === 'output' ? 'Finished' : 'Failed')
    this.#close(record, end.kind === 'force-failed' ? 'FAILED' : 'COMPLETED')
    applyEnd(record.item, end)
    const settles = this.#settling(record)
    if (settles && end.kind === 'output') {
      // The bill is known to be there, not yet what it says.
      this.#later(record, settles.afterMs, () => {
        this.#settle(record, end)
        if (settles.event) this.#world.hub.publish(record.item)
        this.#world.webhooks.notify(record, 'completed')
      })
    } else {
      this.#settle(record, end)
      this.#world.webhooks.notify(record, 'completed')
    }
    if (!record.isStored) this.#later(record, UNSTORED_MS, () => this.purge(record))
    this.#world.hub.publish(record.item)
  }

  #settling({ model }: RequestRecord): { afterMs: number; event: boolean } | undefined {
    if (model.settles) return model.settles
    const { billingUpdate, billingDelayMs } = this.#world.settings
    const event = billingUpdate === 'event'
    const afterMs = billingDelayMs ?? (event ? SETTLING_MS : 0)
    return afterMs > 0 ? { afterMs, event } : undefined
  }

  #settle(record: RequestRecord, end: RunEnd): void {
    const { item } = record
    if (end.kind !== 'output') {
      item.billingStatus = 'failed'
      return
    }
    const { tokenCost } = record
    const amount = tokenCost ?? costOf(record.model, item.input as Record<string, unknown>, end.units)
    this.#world.account.charge(amount)
    item.totalPrice = tokenCost === undefined ? formatMoney(amount) : formatTokenCost(amount)
    item.billingStatus = end.partial === undefined ? 'charged' : 'partial'
    this.#touch(record)
  }

  /** Removes input and output, as retention does. */
  purge(record: RequestRecord): void {
    record.item.input = {}
    record.item.output = {}
    record.item.payloadsPurgedAt = new Date(this.#world.clock.now()).toISOString()
  }

  #close(record: RequestRecord, status: RequestState): void {
    this.#clearTimers(record)
    this.#world.account.release(record.reserved)
    record.reserved = 0n
    if (record.startedAt !== undefined) {
      record.item.inferenceTime = this.#world.clock.now() - record.startedAt
    }
    this.#move(record, status)
  }

  #move(record: RequestRecord, status: RequestState): void {
    const { item } = record
    if (item.status === 'IN_QUEUE') {
      item.delayTime = this.#world.clock.now() - Date.parse(item.createdAt ?? '')
    }
    item.status = status
    this.#touch(record)
  }

  #touch(record: RequestRecord): void {
    record.item.updatedAt = new Date(this.#world.clock.now()).toISOString()
  }

  #log(record: RequestRecord, message: string): void {
    const timestamp = new Date(this.#world.clock.now()).toISOString()
    record.logs.push({ message, level: 'INFO', source: 'runner', timestamp })
  }

  #later(record: RequestRecord, ms: number, then: () => void): void {
    const handle = this.#world.clock.setTimeout(() => {
      record.timers.delete(handle)
      then()
    }, ms)
    record.timers.add(handle)
  }

  #clearTimers(record: RequestRecord): void {
    for (const handle of record.timers) this.#world.clock.clearTimeout(handle)
    record.timers.clear()
  }
}

function failureOf(error: unknown): RunEnd {
  return { kind: 'failed', error: error instanceof Error ? error.message : String(error) }
}
