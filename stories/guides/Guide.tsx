import { Markdown } from '@storybook/addon-docs/blocks'

/** Where each file of docs/ is shown. */
const PAGES: Record<string, string> = {
  'getting-started': 'guides-getting-started',
  theming: 'guides-theming',
  parts: 'guides-parts',
  uploads: 'guides-uploads',
  files: 'guides-files',
  catalog: 'guides-models-prices-history',
  proxy: 'guides-proxy',
  testing: 'guides-testing',
  emulator: 'guides-emulator',
  'going-live': 'guides-going-live',
}

const ERROR_PAGES = import.meta.glob('../../docs/errors/*.md', { query: '?raw' })

/** A page of docs/, as it is. Links between pages become links between guides. */
export function Guide({ text }: { text: string }) {
  return <Markdown>{linked(text)}</Markdown>
}

/** What has no page here (the bench) keeps its words and loses its link. */
function linked(text: string): string {
  return text.replace(/\[([^\]]+)\]\(([\w./-]+)\.md(?:#[\w-]+)?\)/g, (_, words: string, path: string) => {
    const name = path.split('/').pop() ?? ''
    const page = PAGES[name] ?? (`../../docs/errors/${name}.md` in ERROR_PAGES ? 'guides-errors' : undefined)
    return page ? `[${words}](?path=/docs/${page}--docs)` : words
  })
}
