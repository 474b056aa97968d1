/**
 * What the proxy puts before the name of an uploaded file where people are kept apart, as it stands in the file's
 * URL and storage key behind the platform's own random prefix. Not part of the name that a person knows.
 */
export const UPLOAD_MARK = /mru[0-9a-f]{20}-/
