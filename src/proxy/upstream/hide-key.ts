/** A shorter key is a word of tests and demos, which may stand in any answer. */
const MIN_KEY_LENGTH = 16
const STAR = 0x2a

/**
 * Replaces the API key in a body by stars, byte for byte. The platform has no reason to say it, but a gateway's
 * error page that shows the request's headers would give it to every browser. Holds back no more than the last
 * bytes that could be its beginning.
 */
export function hideKey(body: ReadableStream<Uint8Array>, apiKey: string): ReadableStream<Uint8Array> {
  if (apiKey.length < MIN_KEY_LENGTH) return body
  const key = new TextEncoder().encode(apiKey)
  let held = new Uint8Array(0)
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        const bytes = new Uint8Array(held.length + chunk.length)
        bytes.set(held)
        bytes.set(chunk, held.length)
        const end = starOut(bytes, key)
        held = bytes.slice(end)
        if (end > 0) controller.enqueue(bytes.subarray(0, end))
      },
      flush(controller) {
        if (held.length > 0) controller.enqueue(held)
      },
    }),
  )
}

/** Stars out each key; gives where a key may have begun that is not whole yet. */
function starOut(bytes: Uint8Array, key: Uint8Array): number {
  const [first = 0] = key
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    let length = 1
    while (length < key.length && at + length < bytes.length && bytes[at + length] === key[length])
      length += 1
    if (length === key.length) bytes.fill(STAR, at, at + length)
    else if (at + length === bytes.length) return at
  }
  return bytes.length
}
