/** Limits of uploads, each with its unit. */

/** Every part of a multipart upload but the last has at least this size, bytes. */
export const MIN_PART_BYTES = 5 * 1024 * 1024
export const MAX_PARTS = 10_000

/** A single PUT works up to about this size, bytes. */
export const MAX_SINGLE_PUT_BYTES = 5 * 1024 * 1024 * 1024

/** The relay takes files up to this size, bytes. */
export const MAX_RELAY_BYTES = 200 * 1024 * 1024

/** A presigned URL is valid this long, ms. */
export const UPLOAD_URL_TTL_MS = 5 * 60 * 1000
