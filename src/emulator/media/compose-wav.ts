import { hashText } from '../hash-text.js'
import { createRandom } from '../random.js'
import { encodeWav } from './encode-wav.js'

const RATE = 22_050
const BEAT_SECONDS = 0.3
/** Semitones: scales in which every note goes with every other. */
const SCALES = [
  [0, 2, 4, 7, 9],
  [0, 3, 5, 7, 10],
  [0, 2, 5, 7, 9],
]
const LOWEST_HZ = 196

/** A small tune from a text and a seed, as WAV: a plucked melody over slow chords. */
export function composeWav(text: string, seed: number, seconds: number): Uint8Array {
  const random = createRandom(hashText(text) ^ seed)
  const scale = SCALES[Math.floor(random() * SCALES.length)] ?? [0]
  const samples = new Float32Array(Math.ceil(seconds * RATE))
  const root = LOWEST_HZ * 2 ** (Math.floor(random() * 12) / 12)
  const pitch = (step: number): number =>
    root * 2 ** ((scale[step % scale.length] ?? 0) / 12 + Math.floor(step / scale.length))
  let step = scale.length
  for (let beat = 0; beat * BEAT_SECONDS < seconds; beat++) {
    if (beat % 8 === 0) {
      for (const voice of [0, 2, 4])
        tone(samples, beat * BEAT_SECONDS, 2.4, pitch(voice + (beat % 16) / 8) / 2, 0.09)
    }
    if (random() < 0.2) continue
    step = Math.min(3 * scale.length, Math.max(0, step + Math.round((random() - 0.5) * 5)))
    tone(samples, beat * BEAT_SECONDS, 0.9, pitch(step), 0.28)
  }
  return encodeWav(samples, RATE)
}

/** A string that is plucked: a sine with overtones that die away sooner. */
function tone(samples: Float32Array, at: number, seconds: number, hertz: number, volume: number): void {
  const start = Math.floor(at * RATE)
  const length = Math.min(samples.length - start, Math.floor(seconds * RATE))
  for (let index = 0; index < length; index++) {
    const time = index / RATE
    const turn = 2 * Math.PI * hertz * time
    const decay = Math.exp((-4 * time) / seconds) * Math.min(1, time * 200) * (1 - index / length)
    const wave = Math.sin(turn) + 0.5 * Math.sin(2 * turn) * decay + 0.25 * Math.sin(3 * turn) * decay * decay
    samples[start + index] = (samples[start + index] ?? 0) + wave * decay * volume
  }
}
