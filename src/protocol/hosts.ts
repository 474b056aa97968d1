/** Base URLs of the platform's three hosts. Each may carry a path, as a self-hosted gateway's or the emulator's do. */
export interface Hosts {
  /** Submit, status, result, stream. */
  queue: string
  /** Files, catalog, prices, balance. */
  rest: string
  /** Where outputs and uploaded files are served from. */
  media: string
}

export const DEFAULT_HOSTS: Hosts = {
  queue: 'https://queue.modelrunner.run',
  rest: 'https://api.modelrunner.run',
  media: 'https://media.modelrunner.ai',
}
