import { type Conversation, converse, type Trouble } from './converse.js'

/** Longer than an answer of four tokens on the wire: a cut behind its end cuts nothing, bytes. */
const ANSWER_BYTES = 1_800
/** Longer than the answer takes, ms. */
const ANSWER_MS = 60

export interface SimulatedChats {
  conversations: number
  /** How often each trouble came. */
  met: Record<string, number>
  /** What was wrong, with the conversation that shows it again. */
  failures: { conversation: Conversation; wrong: string[] }[]
}

/** Conversations with a fault each, all kinds in turn; cuts go over the bytes of an answer in even steps. */
export async function simulateChats(
  conversations: number,
  seed: number,
  onProgress?: (done: number) => void,
): Promise<SimulatedChats> {
  // Loaded by the client when first needed; the simulated time does not wait for it.
  await import('../../src/client/errors/from-response.js')
  await import('../../src/client/chat/reading.js')
  const met: Record<string, number> = {}
  const failures: SimulatedChats['failures'] = []
  for (let at = 0; at < conversations; at++) {
    const trouble = troubleOf(at, conversations)
    const conversation = { seed: seed + at, trouble, readFailures: at % 3 === 0 ? 0.4 : 0 }
    const wrong = await converse(conversation)
    met[trouble.kind] = (met[trouble.kind] ?? 0) + 1
    if (wrong.length > 0) failures.push({ conversation, wrong })
    onProgress?.(at + 1)
  }
  return { conversations, met, failures }
}

function troubleOf(at: number, all: number): Trouble {
  const share = at / all
  const atMs = Math.floor(((at * 7) % 100) * (ANSWER_MS / 100))
  // Half of them are cut somewhere: with 3,600 conversations at every byte of the answer.
  if (at % 2 === 0) return { kind: 'cut-at-byte', bytes: Math.floor(share * ANSWER_BYTES) }
  const others: Trouble[] = [
    { kind: 'reload', atMs },
    { kind: 'second-tab', atMs },
    { kind: 'cut-call', cut: (['before', 'during', 'after'] as const)[at % 3] ?? 'after' },
    { kind: 'refused', status: [429, 500, 502, 503][at % 4] ?? 500 },
    { kind: 'error-frame', tokens: at % 4 },
    { kind: 'silence', tokens: at % 5 },
    { kind: 'stop', atMs },
    { kind: 'both-send' },
    { kind: 'reload', atMs },
    { kind: 'stop-in-second-tab', atMs },
  ]
  return others[((at - 1) / 2) % others.length] ?? { kind: 'reload', atMs }
}
