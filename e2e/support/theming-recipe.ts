import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const GUIDE = join(import.meta.dirname, '../../docs/theming.md')

export interface ThemingRecipe {
  /** The pieces of CSS, one after the other. */
  css: string
  /** The first piece of JSX. */
  jsx: string
}

/** The very code that docs/theming.md shows below a heading. */
export function themingRecipe(heading: string): ThemingRecipe {
  const section = readFileSync(GUIDE, 'utf8').split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
  const blocks = (language: string) =>
    [...section.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
      ([, code = '']) => code,
    )
  return { css: blocks('css').join('\n'), jsx: blocks('tsx')[0] ?? '' }
}
