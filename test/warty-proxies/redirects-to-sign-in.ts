import type { WartyProxyFactory } from './warty-proxy.js'

/** Middleware before the proxy that sends whoever is not signed in to a page, a call as well as a page's reader. */
export const redirectsToSignIn: WartyProxyFactory = () => async (request) => {
  const { pathname } = new URL(request.url)
  return pathname.endsWith('/sign-in')
    ? new Response('<!doctype html><html><body><form>Sign in</form></body></html>', {
        headers: { 'content-type': 'text/html' },
      })
    : new Response(null, { status: 302, headers: { location: `${pathname}/sign-in?back=secret` } })
}
