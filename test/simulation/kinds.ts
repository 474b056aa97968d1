const each = (of: string, kinds: string) => kinds.split(' ').map((kind) => `${of}:${kind}`)

const READ_FAULTS = '401 403 404 429 500 502 503 504 body cut-answer cut-before delay'

const UPLOAD_FAULTS = '403 429 500 503 cut-after cut-answer cut-before cut-during delay'

/** All that can go wrong, and all that people and browsers do meanwhile. In a long run each must have happened. */
export const KINDS: readonly string[] = [
  ...each('submit', '429 500 502 503 body cut-after cut-answer cut-before cut-during delay'),
  ...['item', 'list', 'result', 'cancel'].flatMap((route) => each(route, READ_FAULTS)),
  ...['initiate', 'put'].flatMap((route) => each(route, UPLOAD_FAULTS)),
  ...each('stream', '401 404 503 buffer delay drop duplicate garbage lose reorder split stall'),
  ...each(
    'proxy',
    'swallows-status stream-never-answers stream-gives-head-only stream-refused stream-as-json',
  ),
  ...each('proxy', 'put-refused html-502 html-200 page-for-all new-states'),
  ...each('network', 'offline post-repeated works-while-said-offline gone-while-said-online'),
  ...each('replica', 'item-lags list-lags'),
  ...each('lock', 'holder-froze holder-hung refused-by-stuck-tab'),
  ...each('machine', 'clock-off storage-full-from-start storage-blocked-from-start'),
  ...each('server', 'call answered-from-memory refused-or-failed'),
  ...each('tab', 'reload close open hide show freeze thaw back-forward offline online sleep'),
  ...each('tab', 'says-offline says-online freeze-in-turn hang-in-turn clock-forward clock-back'),
  ...each('tab', 'storage-full storage-blocked storage-garbled storage-works'),
  ...each('reload-while', 'idle uploading submitting queued running failed ended'),
  ...each('person', 'file double-click click-in-two-tabs same-run-in-two-tabs same-name-as-another-person'),
  ...each(
    'person',
    'retry-of-unknown concurrent change-of-endpoint click-after-change back-to-first-endpoint',
  ),
  ...each('cancel', 'already-finished cancelled still-running nothing-to-cancel error'),
]
