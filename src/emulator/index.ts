import { createEmulatorOn } from './create-emulator.js'
import type { Emulator, EmulatorOptions } from './emulator.js'
import { nodePlatform } from './platform/node-platform.js'

/**
 * The ModelRunner platform on your machine, for development and tests.
 *
 * @example
 * const emulator = createEmulator({ balance: '5.00' })
 * const { hosts, close } = await emulator.listen({ port: 4000 })
 * // point your proxy's `hosts` there; any API key will do
 * emulator.set({ faults: [{ route: 'submit', times: 1, status: 503 }] })
 */
export function createEmulator(options?: EmulatorOptions): Emulator {
  return createEmulatorOn(nodePlatform, options)
}

export { createManualClock } from './clock.js'
export type { ManualClock } from './clock.js'
export type { Clock } from '../protocol/clock.js'
export type { ChatTraits, EmulatedModel, Refusal } from './catalog/emulated-model.js'
export type { FoundFile, RunCall, RunEnd } from './catalog/emulated-model.js'
export type { Emulator, EmulatorOptions, ListeningEmulator } from './emulator.js'
export type { ChatFault, Cut, Fault } from './faults/fault.js'
export type { RouteName } from './faults/fault.js'
export type { StreamFault } from './faults/fault.js'
export type { Billed, LogEntry, ReceivedUpload, StreamCounts, WebhookDeliveryRecord } from './emulator.js'
export type { EmulatorSettings } from './emulator.js'
