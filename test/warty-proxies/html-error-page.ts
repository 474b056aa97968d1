import type { WartyProxyFactory } from './warty-proxy.js'

/** A load balancer in front of a proxy that is down. */
export const htmlErrorPage: WartyProxyFactory = () => async () =>
  new Response(
    '<!doctype html><html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>',
    {
      status: 502,
      headers: { 'content-type': 'text/html; charset=utf-8' },
    },
  )
