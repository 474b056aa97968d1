import { defineConfig } from 'vite'
import { licences } from './scripts/licences.mjs'

/** Packages that are built into the emulator, so that an app does not install them. */
const BUNDLED = ['hono', '@hono/node-server']

/** Builds the emulator and the command line, which starts it, with the packages they need in them, and without source maps: no page ships them. */
export default defineConfig({
  build: {
    target: 'es2022',
    minify: false,
    emptyOutDir: false,
    copyPublicDir: false,
    lib: {
      entry: {
        'emulator/index': 'src/emulator/index.ts',
        'emulator/index.browser': 'src/emulator/index.browser.ts',
        'cli/main': 'src/cli/main.ts',
      },
      formats: ['es'],
    },
    rolldownOptions: {
      external: (id) => id.startsWith('node:'),
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: ({ moduleIds }) =>
          moduleIds.some((id) => id.includes('/src/cli/'))
            ? 'cli/[name]-[hash].js'
            : 'emulator/[name]-[hash].js',
      },
    },
  },
  plugins: [licences('emulator/THIRD-PARTY-LICENSES.txt', BUNDLED)],
})
