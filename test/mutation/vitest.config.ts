import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { alias, emulatorAlias } from '../../alias.js'

// What `scripts/mutation.mjs` runs for each mutant: a few files of the unit tests, which take seconds. The simulation, and whatever
// else takes long, is left out.
export default defineConfig({
  plugins: [react()],
  resolve: { alias: [...alias, emulatorAlias('node')] },
  test: {
    environment: 'jsdom',
    // One module graph for all files and mutants: to build it for each takes ten times as long as the tests.
    isolate: false,
    include: (process.env['MUTATION_TESTS'] ?? 'src/client/{runs,stream,store}/*.test.ts').split(
      /,(?![^{]*\})/,
    ),
    setupFiles: ['test/setup-unit.ts'],
    testTimeout: 60_000,
  },
})
