import type { Hosts } from '../index.js'

/** What an emulator's `/control` answers. */
export interface EmulatorState {
  faults: string[]
  counts: Record<string, number>
  latencyMs: number
}

/** What it takes; only what is named changes. */
export interface EmulatorChange {
  arm?: { route: string; name: string }[]
  disarm?: string[]
  latencyMs?: number
}

/** A failure to try, as the emulator knows it. */
export interface FaultSwitch {
  label: string
  fault: { route: string; name: string } & Record<string, unknown>
}

export const FAULT_GROUPS: { title: string; switches: FaultSwitch[] }[] = [
  {
    title: 'Submit',
    switches: [
      {
        label: 'Answer is lost, the work is done',
        fault: { route: 'submit', name: 'devtools: answer lost', cut: 'after' },
      },
      {
        label: '402, the balance is too low',
        fault: { route: 'submit', name: 'devtools: submit 402', status: 402 },
      },
      { label: '429, too many calls', fault: { route: 'submit', name: 'devtools: submit 429', status: 429 } },
      {
        label: '503, the platform is down',
        fault: { route: 'submit', name: 'devtools: submit 503', status: 503 },
      },
    ],
  },
  {
    title: 'Live updates',
    switches: [
      {
        label: 'Stream is buffered on the way',
        fault: { route: 'stream', name: 'devtools: stream buffered', stream: { buffer: true } },
      },
      {
        label: 'Stream breaks after two events',
        fault: { route: 'stream', name: 'devtools: stream drops', stream: { dropAfterEvents: 2 } },
      },
      {
        label: 'Stream loses every second update',
        fault: { route: 'stream', name: 'devtools: updates lost', stream: { lose: 0.5 } },
      },
      {
        label: 'Status cannot be read (503)',
        fault: { route: 'item', name: 'devtools: item 503', status: 503 },
      },
    ],
  },
  {
    title: 'Uploads',
    switches: [
      { label: 'Storage refuses (403)', fault: { route: 'put', name: 'devtools: put 403', status: 403 } },
      { label: 'Parts are refused (503)', fault: { route: 'part', name: 'devtools: part 503', status: 503 } },
      {
        label: 'ETag is hidden by CORS',
        fault: { route: 'part', name: 'devtools: etag hidden', headers: { etag: null } },
      },
      {
        label: 'Connection is cut in a PUT',
        fault: { route: 'put', name: 'devtools: put cut', cut: 'during' },
      },
    ],
  },
  {
    title: 'Everywhere',
    switches: [
      {
        label: 'Every third call fails (500)',
        fault: { route: '*', name: 'devtools: some 500', probability: 0.33, status: 500 },
      },
    ],
  },
]

/** Where the emulator behind these hosts takes orders; undefined where they are the platform's. */
export function controlUrlOf(hosts: Hosts, given?: string): string | undefined {
  if (given !== undefined) return `${given.replace(/\/+$/, '')}/control`
  const [, base] = /^(.+)\/queue\/?$/.exec(hosts.queue) ?? []
  return base === undefined ? undefined : `${base}/control`
}

/** Asks or changes it; undefined where no emulator answers. */
export async function callControl(
  url: string,
  change?: EmulatorChange,
  signal?: AbortSignal,
): Promise<EmulatorState | undefined> {
  try {
    const init = change ? { method: 'PATCH', body: JSON.stringify(change) } : {}
    const response = await fetch(url, { ...init, credentials: 'omit', signal: signal ?? null })
    const state = (await response.json()) as Partial<EmulatorState> & { emulator?: unknown }
    return response.ok && state.emulator === 'modelrunner-react' ? (state as EmulatorState) : undefined
  } catch {
    return undefined
  }
}
