import type { StreamEvent } from '../../protocol/request-item.js'
import type { StreamFault } from '../faults/stream-fault.js'

type Style = Pick<StreamFault, 'typeIn' | 'newline' | 'multiline'>

/** One event in the text/event-stream format. */
export function encodeEvent(event: StreamEvent, style: Style = {}): string {
  const { typeIn = 'both', newline = '\n', multiline = false } = style
  const { type, ...rest } = event
  const data = typeIn === 'event' ? rest : event
  const json = multiline ? JSON.stringify(data, null, 1) : JSON.stringify(data)
  const lines = json.split('\n').map((line) => `data: ${line}`)
  if (typeIn !== 'data') lines.unshift(`event: ${type}`)
  return lines.join(newline) + newline + newline
}
