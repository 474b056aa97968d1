import type { WartyProxyFactory } from './warty-proxy.js'

/** A wrong proxy URL in a single-page app: every path answers the app's page with 200. */
export const htmlAppPage: WartyProxyFactory = () => async () =>
  new Response('<!doctype html><html><body><div id="root"></div></body></html>', {
    headers: { 'content-type': 'text/html' },
  })
