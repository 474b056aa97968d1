import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { buildPage } from './build-page.js'
import { tailwind } from './tailwind.js'
import { themingRecipe } from './theming-recipe.js'

const FIXTURE = join(import.meta.dirname, '../fixtures/design-system')

/** Builds the page with a design system from the guide's own code; its CSS goes through Tailwind, then Vite. */
export async function buildStyledPage(): Promise<string> {
  const { css, jsx } = themingRecipe('Tailwind v4')
  const [imports = '', tokens = ''] = css.split(/\n\n/)
  const read = (name: string) => readFileSync(join(FIXTURE, name), 'utf8')
  const sources = [...readdirSync(FIXTURE).map(read), jsx]
  const shadcn = [imports, read('shadcn.css'), themingRecipe('shadcn/ui').css].join('\n')
  const modules: Record<string, string> = {
    'virtual:tailwind.css': await tailwind(`${imports}\n${read('system.css')}\n${tokens}`, sources),
    'virtual:shadcn.css': await tailwind(shadcn, sources),
    'virtual:shown.tsx': `import { RequestRunner } from 'modelrunner-react'\nexport const Shown = ({ endpoint }) => ${jsx}`,
  }
  const virtual: Plugin = {
    name: 'guide',
    enforce: 'pre',
    resolveId: (id) => (id in modules ? `\0${id}` : undefined),
    load: (id) => modules[id.slice(1)],
  }
  return buildPage('design-system', { plugins: [virtual] })
}
