import { encodeWav } from './encode-wav.js'

const RATE = 16_000
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
  const sounds = (text.toLowerCase().match(/[aeiou]+|\s+|[.,!?;]/g) ?? []).slice(0, MAX_SYLLABLES)
  const length = SYLLABLE_SECONDS / speed
  const samples = new Float32Array(Math.ceil((sounds.length + 2) * length * RATE))
  sounds.forEach((sound, index) => {
    const vowel = VOWELS[sound[0] ?? '']
    // A sentence falls towards its end; each word begins a little higher.
    const fall = 1.15 - (0.3 * index) / sounds.length
    if (vowel) hum(samples, index * length, length * 1.15, hertz * fall, vowel)
  })
  return encodeWav(samples, RATE)
}

function hum(
  samples: Float32Array,
  at: number,
  seconds: number,
  hertz: number,
  [first, second]: readonly [number, number],
): void {
  const start = Math.floor(at * RATE)
  const length = Math.min(samples.length - start, Math.floor(seconds * RATE))
  for (let harmonic = 1; harmonic * hertz < 3200; harmonic++) {
    const frequency = harmonic * hertz
    const loudness = (resonance(frequency, first) + 0.6 * resonance(frequency, second)) * 0.12
    for (let index = 0; index < length; index++) {
      const envelope = Math.sin((Math.PI * index) / length)
      const wave = Math.sin((2 * Math.PI * frequency * index) / RATE)
      samples[start + index] = (samples[start + index] ?? 0) + wave * loudness * envelope
    }
  }
}

function resonance(frequency: number, centre: number): number {
  return 1 / (1 + ((frequency - centre) / 120) ** 2)
}
