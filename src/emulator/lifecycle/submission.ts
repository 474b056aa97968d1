import type { Hosts } from '../../protocol/hosts.js'
import type { Metadata } from '../../protocol/queue-envelope.js'
import type { EmulatedModel } from '../catalog/emulated-model.js'

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
}
