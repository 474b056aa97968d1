import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compile } from 'tailwindcss'

/** What Tailwind's own plugins do: inlines what is imported, and writes the utilities that the sources name. */
export async function tailwind(css: string, sources: readonly string[]): Promise<string> {
  const { build } = await compile(css, {
    base: import.meta.dirname,
    async loadStylesheet(id, base) {
      const path = id.startsWith('.')
        ? fileURLToPath(new URL(id, `file://${base}/`))
        : fileURLToPath(import.meta.resolve(id === 'tailwindcss' ? 'tailwindcss/index.css' : id))
      return { path, base: dirname(path), content: await readFile(path, 'utf8') }
    },
  })
  return build(sources.flatMap((source) => source.split(/[\s"'`]+/)))
}
