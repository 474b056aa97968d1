/** The metadata key under which exactly-once submits carry their client id. */
export const CLIENT_ID_KEY = 'mr_client_id'
