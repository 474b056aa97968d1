import { Markdown } from '@storybook/addon-docs/blocks'
import { anchorOf } from '../../docs-site/anchor.mjs'
import { withLinks } from './guide-links.js'

interface GuideProps {
  /** From the repository's root, for the links in it. */
  file: string
  text: string
  /** Stands before the anchors of this text, where several texts make a page. */
  anchor?: string
}

/** A page of docs/, as it is. Links between pages become links between guides, anchors stay what they are on GitHub. */
export function Guide({ file, text, anchor }: GuideProps) {
  const slugify = (heading: string) => [anchor, anchorOf(heading)].filter(Boolean).join('-')
  return <Markdown options={{ slugify }}>{withLinks(text, file)}</Markdown>
}
