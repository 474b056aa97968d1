import { http } from 'msw'
import { setupWorker } from 'msw/browser'
import { emulatorOf, PLATFORM_ORIGIN } from './story-platform.js'

/**
 * Pictures, videos and uploads go past the provider's `fetch`: the browser loads them by URL, and uploads
 * are XMLHttpRequests. A service worker answers these from the story's emulator.
 */
const worker = setupWorker(
  http.all(`${PLATFORM_ORIGIN}/:story/*`, async ({ request, params }) => {
    const emulator = emulatorOf(String(params.story))
    if (!emulator) return new Response('No such story', { status: 404 })
    try {
      return await emulator.fetch(request)
    } catch {
      // A fault cut the connection.
      return Response.error()
    }
  }),
)

let started: Promise<unknown> | undefined

/** Starts the service worker once; without one (a page opened from disk) only media stay empty. */
export function startMediaWorker(): Promise<unknown> {
  // In the static build, which may lie in any folder, the worker lies beside the page.
  const url = import.meta.env.DEV ? '/mockServiceWorker.js' : './mockServiceWorker.js'
  started ??= worker
    .start({ quiet: true, onUnhandledRequest: 'bypass', serviceWorker: { url } })
    .catch(() => undefined)
  return started
}
