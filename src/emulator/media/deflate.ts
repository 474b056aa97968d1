/** zlib-wrapped deflate with what both Node and browsers have. */
export async function deflate(bytes: Uint8Array): Promise<Uint8Array> {
  return through(bytes, new CompressionStream('deflate'))
}

async function through(bytes: Uint8Array, transform: CompressionStream): Promise<Uint8Array> {
  const writer = transform.writable.getWriter()
  // The write settles when the reader below has taken the bytes; a failure shows there too.
  void writer.write(bytes as Uint8Array<ArrayBuffer>).then(() => writer.close())
  return new Uint8Array(
    await new Response(transform.readable as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer(),
  )
}
