import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { alias, emulatorAlias } from '../../alias.js'

/** The playground of the docs site: the library in front of its emulator, both in the page. Works from any folder. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  publicDir: fileURLToPath(new URL('../../.storybook/public', import.meta.url)),
  resolve: { alias: [...alias, emulatorAlias('browser')] },
  plugins: [react()],
  // Developer texts are part of what is shown.
  define: { 'process.env.NODE_ENV': JSON.stringify('development') },
  build: {
    target: 'es2022',
    outDir: fileURLToPath(new URL('../dist/playground', import.meta.url)),
    emptyOutDir: true,
    chunkSizeWarningLimit: 2000,
  },
})
