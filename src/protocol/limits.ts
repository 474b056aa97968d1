/** Limits of the platform, each with its unit. */

/** Body of one call, bytes. */
export const MAX_BODY_BYTES = 10 * 1024 * 1024

/** Page size of lists. */
export const MAX_PAGE_SIZE = 100

/** A request in flight for longer is force-failed by the platform, ms. */
export const MAX_REQUEST_MS = 6 * 60 * 60 * 1000

/** The stream sends a comment this often, ms. */
export const HEARTBEAT_MS = 25_000

/** Endpoints of one pricing call. */
export const MAX_PRICING_ENDPOINTS = 50

/** Limits of a submit's options, each with its unit. */

/** Keys of a submit's metadata, the client id among them. */
export const MAX_METADATA_KEYS = 16
export const MAX_METADATA_KEY_LENGTH = 64
export const MAX_METADATA_VALUE_LENGTH = 512

export const MAX_WEBHOOK_LENGTH = 2048

/** Object lifecycle, seconds. */
export const MIN_LIFECYCLE_SECONDS = 60
export const MAX_LIFECYCLE_SECONDS = 157_680_000

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
