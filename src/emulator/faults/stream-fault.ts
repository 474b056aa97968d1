/** What goes wrong on one event stream connection. Flags that take a number take a probability, 0–1 (true = always). */
export interface StreamFault {
  /** The connection breaks after so many events; the snapshot counts. */
  dropAfterEvents?: number
  /** The connection breaks after so many ms of the emulator's clock. */
  dropAfterMs?: number
  /** With a drop: the stream ends cleanly instead of breaking. */
  endCleanly?: boolean
  /** Silence after so many events, heartbeats included; the connection stays. true = not one byte after the head. */
  stall?: boolean | number
  /** Something in between buffers: true = nothing arrives until the stream ends; a number = blocks of at least so many bytes. */
  buffer?: boolean | number
  /** An update is held back and sent after the next one (or after `reorderMs`). */
  reorder?: boolean | number
  /** How long a held update waits for a next one, ms. @default 300 */
  reorderMs?: number
  /** An update is sent twice. */
  duplicate?: boolean | number
  /** An update is never sent. */
  lose?: boolean | number
  /** Before an update comes an event that is no JSON, has an unknown type, or lacks its fields. */
  garbage?: boolean | number
  /** Bytes per chunk: 1 splits every character. */
  splitEvery?: number
  /** Each event comes so many ms late. */
  delayMs?: number
  /** Where the type stands. @default 'both' */
  typeIn?: 'event' | 'data' | 'both'
  /** @default '\n' */
  newline?: '\n' | '\r\n' | '\r'
  /** The stream begins with a byte order mark. */
  bom?: boolean
  /** The JSON of an event is spread over several `data:` lines. */
  multiline?: boolean
  /** Each item carries so many bytes of ballast in its input. */
  padBytes?: number
}
