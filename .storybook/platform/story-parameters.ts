import type { Emulator, EmulatorOptions, EmulatorSettings } from 'modelrunner-react/emulator'
import type { ModelRunnerProviderProps } from 'modelrunner-react'

/** `parameters.modelrunner` of a story: the platform it meets and the provider around it. */
export interface StoryParameters {
  /** How the emulator is made: seed, balance, models of its own. */
  emulator?: EmulatorOptions
  /** Settings and faults, on top of the toolbar's scenario. */
  settings?: Partial<EmulatorSettings>
  /** Prepares the platform, e.g. `(emulator) => emulator.seedFiles(40)`. It answers the page only once this is through. */
  prepare?: (emulator: Emulator) => unknown
  /** Props of the provider, e.g. topUpUrl, messages, live. */
  provider?: Partial<ModelRunnerProviderProps>
  /** A proxy as it is found in the wild, instead of this package's own. */
  wart?: string
  /** A language of the toolbar that this story speaks always. */
  language?: string
  /** No provider and no platform, e.g. for guides. */
  none?: boolean
}
