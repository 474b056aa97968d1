import type { Fault } from './fault.js'

/** How a fault is called in the log and the counts, e.g. "submit:cut-after", "list:503", "stream:stall". */
export function faultName(fault: Fault): string {
  if (fault.name) return fault.name
  return `${fault.route}:${effectOf(fault)}`
}

function effectOf(fault: Fault): string {
  if (fault.stream) return 'stream'
  if (fault.cut) return `cut-${fault.cut}`
  if (fault.status !== undefined) return String(fault.status)
  if (fault.body !== undefined) return 'body'
  if (fault.delayMs !== undefined || fault.answerDelayMs !== undefined) return 'delay'
  return fault.headers ? 'headers' : 'nothing'
}
