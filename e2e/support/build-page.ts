import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { build, type Plugin } from 'vite'
import { alias } from '../../alias.js'

export interface BuildPageOptions {
  /** With what the package and React say to developers alone. @default false */
  isDevelopment?: boolean
  plugins?: Plugin[]
}

/** Builds a page of a fixture from source into an empty folder, and names the folder. */
export async function buildPage(
  fixture: string,
  { isDevelopment = false, plugins = [] }: BuildPageOptions = {},
): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'modelrunner-react-page-'))
  await build({
    root: join(import.meta.dirname, '../fixtures', fixture),
    configFile: false,
    logLevel: 'error',
    resolve: { alias },
    plugins: [react(), ...plugins],
    define: isDevelopment ? { 'process.env.NODE_ENV': '"development"' } : {},
    build: { outDir, emptyOutDir: true, target: 'es2022' },
  })
  return `${outDir}/`
}
