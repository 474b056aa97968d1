/** 32-bit words as lower-case hex. */
export function hex(words: Iterable<number>, isBigEndian: boolean): string {
  let text = ''
  for (const word of words) {
    for (let byte = 0; byte < 4; byte++) {
      const shift = (isBigEndian ? 3 - byte : byte) * 8
      text += ((word >>> shift) & 0xff).toString(16).padStart(2, '0')
    }
  }
  return text
}
