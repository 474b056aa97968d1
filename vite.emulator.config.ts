import { readFileSync } from 'node:fs'
import { defineConfig } from 'vite'

/** Packages that are built into the emulator, so that an app does not install them. */
const BUNDLED = ['hono', '@hono/node-server']

const licences = BUNDLED.map((name) => {
  const text = readFileSync(new URL(`node_modules/${name}/LICENSE`, import.meta.url), 'utf8')
  return `${name}\n\n${text.trim()}\n`
}).join(`\n${'-'.repeat(80)}\n\n`)

/** Builds the emulator and the command line, which starts it, with the packages they need in them. */
export default defineConfig({
  build: {
    target: 'es2022',
    minify: false,
    sourcemap: true,
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
  plugins: [
    {
      name: 'licences',
      generateBundle() {
        this.emitFile({ type: 'asset', fileName: 'emulator/THIRD-PARTY-LICENSES.txt', source: licences })
      },
    },
  ],
})
