const SHORT_SIDE: Record<string, number> = { '480p': 180, '720p': 270, '1080p': 360 }
const RATIOS: Record<string, number> = {
  '16:9': 16 / 9,
  '4:3': 4 / 3,
  '1:1': 1,
  '3:4': 3 / 4,
  '9:16': 9 / 16,
}

/** The size of a film for a resolution and an aspect ratio: a fraction of what they say, so that it is made in a moment. */
export function pixelsOf(input: Readonly<Record<string, unknown>>): { width: number; height: number } {
  const short = SHORT_SIDE[String(input['resolution'])] ?? 180
  const ratio = RATIOS[String(input['aspect_ratio'])] ?? 16 / 9
  const even = (value: number): number => Math.round(value / 2) * 2
  return ratio >= 1
    ? { width: even(short * ratio), height: short }
    : { width: short, height: even(short / ratio) }
}
