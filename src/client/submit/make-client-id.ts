/** A fresh client id of 128 random bits; also where the page is not a secure context and `randomUUID` is missing. */
export function makeClientId(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (word) =>
    word.toString(36).padStart(7, '0'),
  ).join('')
}
