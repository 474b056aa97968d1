/** What each module may import at run time (`may`) and, beyond that, for types alone (`types`). */
export interface ModuleRule {
  /** Folder below src; the longest that fits a file is its module. */
  readonly folder: string
  readonly may: readonly string[]
  readonly types?: readonly string[]
}

/** Interfaces and small values that all modules of the client share; they lie directly in src/client. */
export const CLIENT_BASE = 'client (shared)'
/** The one file that sees all modules of the client. */
export const CLIENT_WIRING = 'client (wiring)'
/** Public entries of the package: explicit exports of whatever they hold. */
export const ENTRY = 'entry'

/**
 * Imports go one way. A module may always import itself. The emulator shares types and constants with the
 * client and nothing else, so that a client's bug and its fake cannot agree.
 */
export const MODULES: readonly ModuleRule[] = [
  { folder: 'protocol', may: [] },
  { folder: 'shared', may: [], types: ['protocol'] },
  { folder: 'client/errors', may: ['protocol', 'shared', CLIENT_BASE] },
  { folder: 'client/transport', may: ['protocol', 'shared', CLIENT_BASE, 'client/errors'] },
  { folder: 'client/store', may: ['protocol', 'shared', CLIENT_BASE, 'client/errors'] },
  {
    folder: 'client/stream',
    may: ['protocol', 'shared', CLIENT_BASE, 'client/errors', 'client/transport'],
    types: ['client/store'],
  },
  // What is known of requests and what keeps it up to date: an app that only uploads bundles none of it.
  {
    folder: 'client/live',
    may: [
      'protocol',
      'shared',
      CLIENT_BASE,
      'client/errors',
      'client/transport',
      'client/store',
      'client/stream',
    ],
  },
  { folder: 'client/uploads', may: ['protocol', 'shared', CLIENT_BASE, 'client/errors', 'client/transport'] },
  {
    folder: 'client/runs',
    may: ['protocol', 'shared', CLIENT_BASE, 'client/errors', 'client/transport', 'client/live'],
    types: ['client/store'],
  },
  {
    folder: 'client/chat',
    may: ['protocol', 'shared', CLIENT_BASE, 'client/errors', 'client/transport', 'client/live'],
    types: ['client/store'],
  },
  {
    folder: 'client/queries',
    may: ['protocol', 'shared', CLIENT_BASE, 'client/errors', 'client/transport', 'client/live'],
    types: ['client/store'],
  },
  {
    folder: CLIENT_BASE,
    may: ['protocol', 'shared'],
    types: [
      'client/errors',
      'client/runs',
      'client/store',
      'client/stream',
      'client/transport',
      'client/uploads',
    ],
  },
  {
    folder: CLIENT_WIRING,
    may: [
      'protocol',
      'shared',
      CLIENT_BASE,
      'client/errors',
      'client/transport',
      'client/store',
      'client/stream',
      'client/uploads',
      'client/runs',
      'client/chat',
      'client/queries',
    ],
  },
  { folder: 'messages', may: [], types: ['protocol', 'client/errors'] },
  { folder: 'context', may: ['protocol', 'shared', 'client', 'messages'] },
  { folder: 'hooks', may: ['protocol', 'shared', 'client', 'context'] },
  {
    folder: 'components',
    may: ['hooks', 'messages', 'context', 'theme', 'shared'],
    types: ['protocol', 'client'],
  },
  { folder: 'theme', may: [] },
  { folder: 'proxy', may: ['protocol', 'shared'] },
  // The proxy's store is used for webhook ids, too.
  { folder: 'webhooks', may: ['protocol', 'shared'], types: ['proxy'] },
  { folder: 'emulator', may: ['protocol'] },
  { folder: 'cli', may: ['protocol', 'shared', 'proxy', 'emulator'] },
  // Devtools see what an app sees: the package's public entry.
  { folder: 'devtools', may: [ENTRY], types: ['client'] },
]

/** Modules outside src import the package by its public names. */
export const OUTSIDE = ['stories', '.storybook', 'demo', 'e2e', 'bench'] as const

/** Which npm packages a module may use; modules not named here use none. `node:` modules count as `node`. */
export const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  'client/store': ['zustand'],
  'client/stream': ['zustand', 'eventsource-parser'],
  'client/uploads': ['zustand'],
  'client/runs': ['zustand'],
  'client/chat': ['zustand', 'eventsource-parser'],
  'client/queries': ['@tanstack/react-query'],
  [CLIENT_WIRING]: ['zustand'],
  context: ['react', 'zustand', '@tanstack/react-query'],
  hooks: ['react', 'zustand', '@tanstack/react-query'],
  components: ['react', 'react-dom', 'react-dropzone', '@tanstack/react-virtual', 'marked'],
  proxy: ['eventsource-parser', 'node'],
  emulator: ['hono', '@hono/node-server', 'node'],
  webhooks: [],
  cli: ['node'],
  devtools: ['react', 'react-dom'],
  shared: ['eventsource-parser'],
}
