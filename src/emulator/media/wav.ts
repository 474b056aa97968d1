import { hashText, createRandom } from '../random.js'

/** Samples from -1 to 1 as a WAV file: PCM, mono, 16 bit. */
function encodeWav(samples: Float32Array, rate: number): Uint8Array {
  const bytes = new Uint8Array(44 + samples.length * 2)
  const view = new DataView(bytes.buffer)
  const write = (at: number, text: string): void => bytes.set(new TextEncoder().encode(text), at)
  write(0, 'RIFF')
  view.setUint32(4, bytes.length - 8, true)
  write(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, rate, true)
  view.setUint32(28, rate * 2, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  write(36, 'data')
  view.setUint32(40, samples.length * 2, true)
  samples.forEach((sample, index) => {
    view.setInt16(44 + index * 2, Math.max(-1, Math.min(1, sample)) * 32_767, true)
  })
  return bytes
}

const MELODY_RATE = 22_050
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
  const samples = new Float32Array(Math.ceil(seconds * MELODY_RATE))
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
  return encodeWav(samples, MELODY_RATE)
}

/** A string that is plucked: a sine with overtones that die away sooner. */
function tone(samples: Float32Array, at: number, seconds: number, hertz: number, volume: number): void {
  const start = Math.floor(at * MELODY_RATE)
  const length = Math.min(samples.length - start, Math.floor(seconds * MELODY_RATE))
  for (let index = 0; index < length; index++) {
    const time = index / MELODY_RATE
    const turn = 2 * Math.PI * hertz * time
    const decay = Math.exp((-4 * time) / seconds) * Math.min(1, time * 200) * (1 - index / length)
    const wave = Math.sin(turn) + 0.5 * Math.sin(2 * turn) * decay + 0.25 * Math.sin(3 * turn) * decay * decay
    samples[start + index] = (samples[start + index] ?? 0) + wave * decay * volume
  }
}

const SPEECH_RATE = 16_000
const SYLLABLE_SECONDS = 0.16
/** First and second resonance of the mouth for each vowel, Hz. */
const VOWELS: Record<string, readonly [number, number]> = {
  a: [800, 1200],
  e: [500, 1900],
  i: [300, 2300],
  o: [480, 900],
  u: [320, 750],
}
const MAX_SYLLABLES = 240

/** A voice that hums a text: one sound for each vowel, a pause between words. It is not speech, but it follows what was written. */
export function speakWav(text: string, { hertz, speed }: { hertz: number; speed: number }): Uint8Array {
  const phonemes = (text.toLowerCase().match(/[aeiou]+|\s+|[.,!?;]/g) ?? []).slice(0, MAX_SYLLABLES)
  const length = SYLLABLE_SECONDS / speed
  const samples = new Float32Array(Math.ceil((phonemes.length + 2) * length * SPEECH_RATE))
  phonemes.forEach((phoneme, index) => {
    const vowel = VOWELS[phoneme[0] ?? '']
    // A sentence falls towards its end; each word begins a little higher.
    const fall = 1.15 - (0.3 * index) / phonemes.length
    if (vowel) hum(samples, index * length, length * 1.15, hertz * fall, vowel)
  })
  return encodeWav(samples, SPEECH_RATE)
}

function hum(
  samples: Float32Array,
  at: number,
  seconds: number,
  hertz: number,
  [first, second]: readonly [number, number],
): void {
  const start = Math.floor(at * SPEECH_RATE)
  const length = Math.min(samples.length - start, Math.floor(seconds * SPEECH_RATE))
  for (let harmonic = 1; harmonic * hertz < 3200; harmonic++) {
    const frequency = harmonic * hertz
    const loudness = (resonance(frequency, first) + 0.6 * resonance(frequency, second)) * 0.12
    for (let index = 0; index < length; index++) {
      const envelope = Math.sin((Math.PI * index) / length)
      const wave = Math.sin((2 * Math.PI * frequency * index) / SPEECH_RATE)
      samples[start + index] = (samples[start + index] ?? 0) + wave * loudness * envelope
    }
  }
}

function resonance(frequency: number, centre: number): number {
  return 1 / (1 + ((frequency - centre) / 120) ** 2)
}
