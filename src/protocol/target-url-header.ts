/** Names the real URL that the proxy is to call. */
export const TARGET_URL_HEADER = 'x-modelrunner-target-url'
