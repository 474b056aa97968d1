import type { EmulatorSettings } from 'modelrunner-react/emulator'

interface Scenario {
  title: string
  settings: Partial<EmulatorSettings>
}

/** What may go wrong, as the toolbar offers it. */
export const scenarios: Record<string, Scenario> = {
  none: { title: 'All is well', settings: {} },
  broke: { title: 'No balance left', settings: { balance: '0' } },
  'rate-limited': {
    title: 'Rate limited twice',
    settings: { faults: [{ route: 'submit', status: 429, times: 2 }] },
  },
  'answer-lost': {
    title: 'Answer of the submit lost',
    settings: { faults: [{ route: 'submit', cut: 'after', times: 1 }] },
  },
  'stream-cut': {
    title: 'Stream breaks again and again',
    settings: { faults: [{ route: 'stream', stream: { dropAfterEvents: 2 } }] },
  },
  'stream-silent': {
    title: 'Stream never delivers a byte',
    settings: { faults: [{ route: 'stream', stream: { stall: true } }] },
  },
  'stream-wild': {
    title: 'Stream late, twice, out of order',
    settings: { faults: [{ route: 'stream', stream: { reorder: 0.5, duplicate: 0.5, garbage: 0.3 } }] },
  },
  'server-errors': {
    title: 'One call in three answers 503',
    settings: { faults: [{ route: '*', status: 503, probability: 0.33 }] },
  },
  'flaky-uploads': {
    title: 'Uploads break',
    settings: {
      faults: [
        { route: 'part', cut: 'during', probability: 0.3 },
        { route: 'put', status: 503, times: 1 },
      ],
    },
  },
  offline: { title: 'Platform unreachable', settings: { faults: [{ route: '*', cut: 'before' }] } },
}
