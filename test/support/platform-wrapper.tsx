import { type ReactNode, useState } from 'react'
import type { ModelRunnerProviderProps } from '../../src/context/ModelRunnerProvider.js'
import type { Emulator, EmulatorOptions } from '../../src/emulator/emulator.js'
import type { Messages } from '../../src/messages/messages.js'
import { openPlatform } from './open-platform.js'

interface WrapperProps {
  messages?: Partial<Messages>
  children: ReactNode
}

/** For `testConformance`: each render gets its own emulator, prepared as the component needs it. */
export function platformWrapper(
  prepare: (emulator: Emulator) => void = () => {},
  options: EmulatorOptions = {},
  props: Partial<ModelRunnerProviderProps> = {},
) {
  return function PlatformWrapper({ messages, children }: WrapperProps) {
    const [{ wrapper: Wrapper }] = useState(() => {
      const platform = openPlatform(options, props)
      prepare(platform.emulator)
      return platform
    })
    return <Wrapper messages={messages}>{children}</Wrapper>
  }
}
