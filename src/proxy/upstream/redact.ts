/** A shorter key is a word of tests and demos, which may stand in any answer. */
const MIN_SECRET_LENGTH = 16
const STAR = 0x2a

/** Takes secrets out of everything that an answer consists of, wherever the platform repeats what it was sent. */
export function redactResponse(response: Response, secrets: readonly string[]): Response {
  const { body, status, statusText, headers } = response
  const clean = new Headers()
  for (const [name, value] of headers) clean.append(name, redactText(value, secrets))
  return new Response(body && redactBody(body, secrets), {
    status,
    statusText: redactText(statusText, secrets),
    headers: clean,
  })
}

/** Replaces secrets in a header or a status text by stars. */
export function redactText(text: string, secrets: readonly string[]): string {
  return secrets.reduce(
    (clean, secret) =>
      secret.length < MIN_SECRET_LENGTH ? clean : clean.replaceAll(secret, '*'.repeat(secret.length)),
    text,
  )
}

/**
 * Replaces secrets in a body by stars, byte for byte. The platform has no reason to repeat them, but a gateway's error
 * page that shows the request's headers would give the API key to every browser. Holds back no more than the last bytes
 * that could be a secret's beginning: an event's final line break never is.
 */
export function redactBody(
  body: ReadableStream<Uint8Array>,
  secrets: readonly string[],
): ReadableStream<Uint8Array> {
  return secrets.reduce(
    (clean, secret) => (secret.length < MIN_SECRET_LENGTH ? clean : withoutSecret(clean, secret)),
    body,
  )
}

function withoutSecret(body: ReadableStream<Uint8Array>, text: string): ReadableStream<Uint8Array> {
  const secret = new TextEncoder().encode(text)
  let held = new Uint8Array(0)
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        const bytes = new Uint8Array(held.length + chunk.length)
        bytes.set(held)
        bytes.set(chunk, held.length)
        const end = starOut(bytes, secret)
        held = bytes.slice(end)
        if (end > 0) controller.enqueue(bytes.subarray(0, end))
      },
      flush(controller) {
        if (held.length > 0) controller.enqueue(held)
      },
    }),
  )
}

/** Stars out each secret; gives where one may have begun that is not whole yet. */
function starOut(bytes: Uint8Array, secret: Uint8Array): number {
  const [first = 0] = secret
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    let length = 1
    while (length < secret.length && at + length < bytes.length && bytes[at + length] === secret[length])
      length += 1
    if (length === secret.length) bytes.fill(STAR, at, at + length)
    else if (at + length === bytes.length) return at
  }
  return bytes.length
}
