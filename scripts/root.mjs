/** The repository's folder, with a slash at its end. */
export const root = new URL('../', import.meta.url)
