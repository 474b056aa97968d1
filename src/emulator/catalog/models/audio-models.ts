import { speakWav, composeWav } from '../../media/wav.js'
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

/** Music from a prompt, a bare URL; priced by the second of music. */
export const melody: EmulatedModel = {
  id: 'meta/musicgen',
  name: 'MusicGen',
  category: 'text-to-audio',
  shortDescription: 'A small tune from a mood.',
  inputModalities: ['text'],
  outputModalities: ['audio'],
  capabilities: ['text-to-audio', 'music'],
  pricingMode: 'per_output_second',
  rateCard: { pricingMode: 'per_output_second', pricePerOutputSecond: '0.00200000' },
  averageCost: '0.01600000',
  units: (input) => Number(input['duration'] ?? 8),
  runMs: 1800,
  schemas: {
    Input: {
      type: 'object',
      title: 'Input',
      required: ['prompt'],
      properties: {
        prompt: {
          type: 'string',
          title: 'Prompt',
          description: 'A mood, a place, an instrument.',
          'x-order': 0,
        },
        duration: {
          type: 'number',
          title: 'Duration',
          description: 'Seconds.',
          minimum: 1,
          maximum: 30,
          default: 8,
          'x-order': 1,
        },
        seed: { type: 'integer', title: 'Seed', minimum: 0, 'x-order': 2 },
      },
    },
    Output: { type: 'string', title: 'Output', format: 'uri' },
  },
  run: ({ input, seed, publish }) => {
    const seconds = Number(input['duration'] ?? 8)
    const output = publish('tune.wav', 'audio/wav', () => composeWav(String(input['prompt']), seed, seconds))
    return { kind: 'output', output }
  },
}
