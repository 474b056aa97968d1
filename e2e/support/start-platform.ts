import { createEmulator, type Emulator } from 'modelrunner-react/emulator'
import { API_KEY } from './start-stack.js'

export interface Platform {
  readonly url: string
  readonly emulator: Emulator
  close(): Promise<void>
}

/** The emulated platform alone, for apps that bring their own proxy. */
export async function startPlatform(): Promise<Platform> {
  const emulator = createEmulator()
  const { url, close } = await emulator.listen()
  emulator.set({ keys: [API_KEY] })
  return {
    url,
    emulator,
    async close() {
      await close()
      emulator.dispose()
    },
  }
}
