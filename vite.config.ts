import { readFileSync } from 'node:fs'
import { defineConfig } from 'vite'
import react from '@vitejs/plugin-react'
import { licences } from './scripts/licences.mjs'
import { unlayerCss } from './scripts/unlayer-css.mjs'

const manifest = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as {
  dependencies: Record<string, string>
  peerDependencies: Record<string, string>
}
const packages = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.peerDependencies)]
const external = (id: string) =>
  id.startsWith('node:') || packages.some((name) => id === name || id.startsWith(`${name}/`))

/** What of the browser's code has a source map: code, not texts or code of others. Server code is shipped as it reads. */
const HAS_SOURCE_MAP = /^(?!proxy\/|webhooks\/|messages\/|vendor\/)/

/** Packages that are built in, so that an app does not install them. */
const BUNDLED = ['@tanstack/react-virtual', '@tanstack/virtual-core']

const languages = Object.fromEntries(
  ['ar', 'de', 'es', 'fr', 'ja', 'zh-CN'].map((code) => [
    `messages/languages/${code}`,
    `src/messages/languages/${code}.ts`,
  ]),
)

/**
 * Builds the library: one output file per source file, so that 'use client' stays where it stands.
 * The emulator and the command line have a build of their own (vite.emulator.config.ts). The types are emitted by tsc (tsconfig.build.json), which also refuses what cannot be named from outside.
 */
export default defineConfig({
  plugins: [
    react(),
    {
      name: 'styles.unlayered.css',
      generateBundle(_, bundle) {
        const styles = bundle['styles.css']
        if (styles?.type !== 'asset') return
        const source = unlayerCss(String(styles.source))
        this.emitFile({ type: 'asset', fileName: 'styles.unlayered.css', source })
      },
    },
    licences('vendor/THIRD-PARTY-LICENSES.txt', BUNDLED),
    {
      name: 'source maps of browser code',
      generateBundle(_, bundle) {
        for (const [name, file] of Object.entries(bundle)) {
          if (HAS_SOURCE_MAP.test(name)) continue
          if (file.type === 'asset' && name.endsWith('.map')) delete bundle[name]
          if (file.type === 'chunk') file.code = file.code.replace(/\n\/\/# sourceMappingURL=.*\n?$/, '\n')
        }
      },
    },
  ],
  build: {
    target: 'es2022',
    minify: false,
    sourcemap: true,
    // The stylesheet is shipped as it is measured; the targets are what knows light-dark(), so that it stays.
    cssMinify: true,
    cssTarget: ['chrome125', 'firefox128', 'safari18'],
    // Else a stylesheet cannot be an entry.
    cssCodeSplit: true,
    lib: {
      entry: {
        index: 'src/index.ts',
        ...languages,
        'proxy/index': 'src/proxy/index.ts',
        'proxy/redis': 'src/proxy/redis.ts',
        'devtools/index': 'src/devtools/index.ts',
        'devtools/production': 'src/devtools/production.ts',
        'webhooks/index': 'src/webhooks/index.ts',
        styles: 'src/theme/styles.css',
      },
      formats: ['es'],
    },
    rolldownOptions: {
      external,
      output: {
        preserveModules: true,
        preserveModulesRoot: 'src',
        // npm publishes no folder of this name.
        entryFileNames: ({ name }) => `${name.replace('node_modules/', 'vendor/')}.js`,
        assetFileNames: '[name][extname]',
      },
    },
  },
})
