/** Names the real URL that the proxy is to call. */
export const TARGET_URL_HEADER = 'x-modelrunner-target-url'

/** Header names of the platform and of the proxy convention. Proxies forward only names that start with `x-modelrunner-`. */
export const HEADERS = {
  targetUrl: TARGET_URL_HEADER,
  requestId: 'x-modelrunner-request-id',
  lifecycle: 'x-modelrunner-object-lifecycle-preference',
  storeIo: 'x-modelrunner-store-io',
  priority: 'x-modelrunner-queue-priority',
  /** The JavaScript client's name for the runner hint; both names are sent. */
  hint: 'x-modelrunner-hint',
  /** The Python client's name for the same thing. */
  runnerHint: 'x-modelrunner-runner-hint',
  idempotencyKey: 'x-idempotency-key',
} as const

/** The metadata key under which exactly-once submits carry their client id. */
export const CLIENT_ID_KEY = 'mr_client_id'
