/** The guide that shows each page of docs/. */
const GUIDES: Record<string, string> = {
  'docs/getting-started.md': 'getting-started',
  'docs/hooks.md': 'provider-and-hooks',
  'docs/theming.md': 'theming',
  'docs/parts.md': 'parts',
  'docs/uploads.md': 'uploads',
  'docs/files.md': 'files',
  'docs/catalog.md': 'models-prices-history',
  'docs/proxy.md': 'proxy',
  'docs/testing.md': 'testing',
  'docs/emulator.md': 'emulator',
  'docs/going-live.md': 'going-live',
  'docs/errors/README.md': 'errors',
}

const CODE = /(^```[\s\S]*?^```)/m
const LINK = /\[([^\]]+)\]\(([^)\s]+)\)/g

/** A text of `file` with links that lead where its pages are shown. */
export function withLinks(text: string, file: string): string {
  return text
    .split(CODE)
    .map((piece) =>
      CODE.test(piece) ? piece : piece.replace(LINK, (_, texts, href) => link(texts, href, file)),
    )
    .join('')
}

/** What has no page here (the bench) keeps its words and loses its link. */
function link(words: string, href: string, file: string): string {
  if (/^[a-z]+:/.test(href)) return `[${words}](${href})`
  const target = targetOf(new URL(href, `file:///${file}`))
  if (!target) return words
  const own = target.guide === targetOf(new URL(`file:///${file}`))?.guide
  return `[${words}](${own && target.hash ? '' : `?path=/docs/guides-${target.guide}--docs`}${target.hash})`
}

function targetOf({ pathname, hash }: URL): { guide: string; hash: string } | undefined {
  const path = pathname.slice(1)
  const guide = GUIDES[path]
  if (guide) return { guide, hash }
  const kind = /^docs\/errors\/(.+)\.md$/.exec(path)?.[1]
  return kind ? { guide: 'errors', hash: `#${kind}` } : undefined
}
