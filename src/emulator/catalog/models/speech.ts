import { speakWav } from '../../media/speak-wav.js'
import type { EmulatedModel } from '../emulated-model.js'

const VOICES: Record<string, number> = { alto: 210, tenor: 150, bass: 105 }

/** A voice that follows a text; priced by the second of work. */
export const speech: EmulatedModel = {
  id: 'minimax/speech-hd',
  name: 'Speech HD',
  category: 'text-to-speech',
  shortDescription: 'A text, spoken (hummed, here).',
  inputModalities: ['text'],
  outputModalities: ['audio'],
  capabilities: ['text-to-audio', 'speech'],
  pricingMode: 'per_second',
  rateCard: { pricingMode: 'per_second', pricePerSecond: '0.00050000' },
  averageCost: '0.00060000',
  units: () => 1.2,
  schemas: {
    Input: {
      type: 'object',
      title: 'Input',
      required: ['text'],
      properties: {
        text: { type: 'string', title: 'Text', minLength: 1, maxLength: 5000, 'x-order': 0 },
        voice: { type: 'string', title: 'Voice', enum: Object.keys(VOICES), default: 'alto', 'x-order': 1 },
        speed: {
          type: 'number',
          title: 'Speed',
          minimum: 0.5,
          maximum: 2,
          multipleOf: 0.1,
          default: 1,
          'x-order': 2,
        },
        emotion: {
          title: 'Emotion',
          anyOf: [{ type: 'string', enum: ['happy', 'calm', 'sad'] }, { type: 'null' }],
          default: null,
          'x-order': 3,
        },
      },
    },
    Output: { type: 'string', title: 'Output', format: 'uri' },
  },
  run: ({ input, publish }) => {
    const voice = { hertz: VOICES[String(input['voice'])] ?? 210, speed: Number(input['speed'] ?? 1) }
    return {
      kind: 'output',
      output: publish('speech.wav', 'audio/wav', () => speakWav(String(input['text']), voice)),
    }
  },
}
