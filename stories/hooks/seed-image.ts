import type { Emulator } from 'modelrunner-react/emulator'

/** Puts one run of the picture model on the platform before the story begins. */
export function seedImage(prompt: string) {
  return (emulator: Emulator): Promise<Response> =>
    emulator.fetch(
      new Request(`${emulator.hosts.queue}/bytedance/sdxl-lightning-4step`, {
        method: 'POST',
        headers: { authorization: 'Key story', 'content-type': 'application/json' },
        body: JSON.stringify({ prompt }),
      }),
    )
}
