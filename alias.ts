import { fileURLToPath } from 'node:url'

const source = (path: string) => fileURLToPath(new URL(`./src/${path}`, import.meta.url))

/** The package's own names, pointing at its source: tests, stories and the demo import what an app would import. */
export const alias = [
  { find: /^modelrunner-react$/, replacement: source('index.ts') },
  { find: /^modelrunner-react\/styles\.css$/, replacement: source('theme/styles.css') },
  { find: /^modelrunner-react\/messages\/([\w-]+)$/, replacement: source('messages/languages/$1.ts') },
  { find: /^modelrunner-react\/proxy$/, replacement: source('proxy/index.ts') },
  { find: /^modelrunner-react\/redis$/, replacement: source('proxy/redis.ts') },
  { find: /^modelrunner-react\/devtools$/, replacement: source('devtools/index.ts') },
  { find: /^modelrunner-react\/devtools\/production$/, replacement: source('devtools/production.ts') },
  { find: /^modelrunner-react\/webhooks$/, replacement: source('webhooks/index.ts') },
]

/** The emulator has one entry for Node and one for browsers (no sockets in it). */
export const emulatorAlias = (platform: 'node' | 'browser') => ({
  find: /^modelrunner-react\/emulator$/,
  replacement: source(platform === 'node' ? 'emulator/index.ts' : 'emulator/index.browser.ts'),
})
