import { buildDemo } from './build-demo.js'
import { ensureBuilt } from './ensure-built.js'

/** Everything that specs are run on, as it is shipped: the package, the static Storybook, the demo's page. */
export default async function globalSetup(): Promise<void> {
  ensureBuilt('build', 'dist/index.d.ts', ['src'])
  ensureBuilt('build-storybook', 'storybook-static/index.html', ['src', 'stories', '.storybook'])
  await buildDemo()
}
