import MiniSearch from 'minisearch'
import { plain } from './render-page.mjs'
import { INDEX_OPTIONS } from './search.js'

/** Sections of rendered pages, so that a hit leads to its heading. */
export function searchIndex(pages) {
  const index = new MiniSearch(INDEX_OPTIONS)
  for (const { title, url, text, headings } of pages) {
    const parts = text
      .replace(/^```[\s\S]*?^```/gm, (code) => code.replace(/^#/gm, ' '))
      .split(/^#{1,6} .*$/m)
    index.addAll(
      [{ id: '', text: '' }, ...headings].slice(0, parts.length).map((heading, at) => ({
        id: `${url}#${heading.id}-${at}`,
        title,
        heading: at < 2 ? '' : heading.text,
        url: at < 2 ? url : `${url}#${heading.id}`,
        text: plain(parts[at] ?? ''),
      })),
    )
  }
  return index
}
