/** Limits of a submit's options, each with its unit. */

/** Keys of a submit's metadata, the client id among them. */
export const MAX_METADATA_KEYS = 16
export const MAX_METADATA_KEY_LENGTH = 64
export const MAX_METADATA_VALUE_LENGTH = 512

export const MAX_WEBHOOK_LENGTH = 2048

/** Object lifecycle, seconds. */
export const MIN_LIFECYCLE_SECONDS = 60
export const MAX_LIFECYCLE_SECONDS = 157_680_000
