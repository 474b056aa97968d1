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
