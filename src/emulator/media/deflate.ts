/** A zlib stream of the bytes, with what both Node and browsers have. */
export async function deflate(bytes: Uint8Array): Promise<Uint8Array> {
  const transform = new CompressionStream('deflate')
  const writer = transform.writable.getWriter()
  // A failure shows in the reader below too.
  writer
    .write(bytes as Uint8Array<ArrayBuffer>)
    .then(() => writer.close())
    .catch(() => undefined)
  const readable = transform.readable as ReadableStream<Uint8Array<ArrayBuffer>>
  return new Uint8Array(await new Response(readable).arrayBuffer())
}
