import type { Random } from '../random.js'

/** The height of a ridge for `columns` columns: a sum of waves, each about half as tall and twice as fine. */
export function ridgeLine(
  random: Random,
  columns: number,
  width: number,
  { base, reach, waves }: { base: number; reach: number; waves: number },
): Float32Array {
  const line = new Float32Array(columns).fill(base)
  let frequency = waves
  let amplitude = reach / 2
  for (let octave = 0; octave < 6; octave++) {
    const phase = random() * Math.PI * 2
    const skew = 0.6 + random() * 0.8
    for (let x = 0; x < columns; x++) {
      const turn = (x / width) * frequency * Math.PI * skew + phase
      // A folded sine has the sharp crests of a mountain, a plain one the softness of a hill.
      const wave = octave % 2 === 0 ? Math.abs(Math.sin(turn)) * 2 - 1 : Math.sin(turn)
      line[x] = (line[x] ?? base) + wave * amplitude
    }
    frequency *= 2.1
    amplitude *= 0.44
  }
  return line
}
