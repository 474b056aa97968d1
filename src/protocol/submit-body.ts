/** Keys of the submit body that are the platform's, not the model's. There is no `input` envelope: input fields stand beside them. */
export const RESERVED_INPUT_KEYS = ['metadata', 'webhook', 'webhook_events_filter', 'public'] as const

/** Flat string map: at most 16 keys of 1–64 characters, values of at most 512. */
export type Metadata = Record<string, string>

export type QueuePriority = 'normal' | 'low'
