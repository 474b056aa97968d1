import { createEmulatorOn } from './create-emulator.js'
import type { Emulator, EmulatorOptions } from './emulator.js'
import { browserPlatform } from './platform/browser-platform.js'

/**
 * The ModelRunner platform inside a browser, for stories and tests; `listen` rejects here.
 *
 * @example
 * const emulator = createEmulator({ balance: '5.00' })
 * // route the calls to emulator.hosts (or the platform's hosts) to it, for example with MSW: ({ request }) => emulator.fetch(request)
 * emulator.set({ faults: [{ route: 'submit', times: 1, status: 503 }] })
 */
export function createEmulator(options?: EmulatorOptions): Emulator {
  return createEmulatorOn(browserPlatform, options)
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
