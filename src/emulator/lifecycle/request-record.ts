import type { Hosts } from '../../protocol/hosts.js'
import type { LogLine, Metadata } from '../../protocol/queue-envelope.js'
import type { RequestItem, RequestState } from '../../protocol/request-item.js'
import type { EmulatedModel, RunEnd } from '../catalog/emulated-model.js'
import type { WebhookTarget } from '../webhooks/webhook-target.js'
import { collectUrls } from '../files/collect-urls.js'

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
  /** Where its events are delivered; absent: nowhere. */
  webhook?: WebhookTarget
  /** `x-modelrunner-store-io: 0`: input and output are not kept for long. */
  isStored: boolean
  /** Of a language model: what the answer's tokens cost, in 1e-8 USD. */
  tokenCost?: bigint
  /** Ends what is being generated for it. */
  stop?: () => void
}

/** A submit that passed every check. */
export interface Submission {
  model: EmulatedModel
  requestedEndpoint: string
  input: Record<string, unknown>
  metadata?: Metadata
  isPublic: boolean
  expiresInSeconds?: number
  isStored: boolean
  hosts: Hosts
  webhook?: WebhookTarget
}

const TERMINAL: readonly RequestState[] = ['COMPLETED', 'FAILED', 'CANCELLED']

export function isTerminal(status: RequestState): boolean {
  return TERMINAL.includes(status)
}

/** Writes how a run ended into the item; billing is settled apart. */
export function applyEnd(item: RequestItem, end: RunEnd): void {
  switch (end.kind) {
    case 'output':
      item.output = end.output
      item.thumbnails = thumbnailsOf(end.output)
      if (end.partial !== undefined) item.error = end.partial
      return
    case 'failed':
    case 'force-failed':
      item.error = end.error
      return
    case 'empty':
      item.output = end.output
      return
    default:
      end satisfies never
  }
}

const IMAGE = /\.(png|jpe?g|webp|gif)$/i

/** The pictures in an output: what a history shows of a run. */
export function thumbnailsOf(output: unknown): string[] {
  return collectUrls(output).filter((url) => IMAGE.test(url))
}
