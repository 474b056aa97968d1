/** A snapshot holds every request in flight, inputs included; what is longer without an end is none, characters. */
export const MAX_EVENT_LENGTH = 64 * 1024 * 1024

/**
 * A function that gives the text of one stream, chunk by chunk, with LF for each CRLF and CR. The parser would hold a CR
 * back until it sees what follows, which may be a heartbeat 25 s later. Throws where an event does not come to its end.
 */
export function createPlainLines(): (text: string) => string {
  let endedWithCr = false
  let waiting = 0
  let last = ''
  return (text) => {
    const plain = (endedWithCr && text[0] === '\n' ? text.slice(1) : text).replace(/\r\n?/g, '\n')
    if (text) endedWithCr = text.endsWith('\r')
    const lastEnd = (last + plain).lastIndexOf('\n\n')
    waiting = lastEnd < 0 ? waiting + plain.length : plain.length - lastEnd
    last = plain.at(-1) ?? last
    if (waiting > MAX_EVENT_LENGTH) throw new RangeError('The event stream sent an event without an end.')
    return plain
  }
}
