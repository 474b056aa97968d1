/** Shaped like a request id, but no request's. */
export const UNKNOWN_ID = 'doctor-0000-unknown-0'
