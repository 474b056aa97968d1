import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const DEMO = fileURLToPath(new URL('../../demo/', import.meta.url))

/** Where the built page lies. */
export const DEMO_PAGE = `${DEMO}dist/`

/** Builds the demo once for all specs, as an app is built for production. */
export async function buildDemo(): Promise<void> {
  await build({ root: DEMO, configFile: `${DEMO}vite.config.ts`, logLevel: 'error' })
}
