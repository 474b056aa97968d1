import type { EmulatedModel } from '../src/emulator/index.js'

export const ENDPOINT = 'bench/model'

/** Gives back a small output after the time that the emulator is set to; drawing a picture would be what is measured. */
export const benchModel: EmulatedModel = {
  id: ENDPOINT,
  schemas: {
    Input: { type: 'object', properties: { prompt: { type: 'string' } } },
    Output: { type: 'object', properties: { url: { type: 'string' } } },
  },
  run: () => ({ kind: 'output', output: { url: 'https://media.test/a.png' } }),
}
