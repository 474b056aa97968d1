import { lazy, Suspense } from 'react'

/** Fetches it; also before there is a text. */
export const preloadMarkdown = () =>
  import('./Markdown.js').then(
    ({ Markdown }) => ({ default: Markdown }),
    // It cannot be fetched: the text can be read as it is.
    () => ({ default: ({ text }: { text: string }) => <>{text}</> }),
  )

const Loaded = lazy(preloadMarkdown)

/** A text in Markdown; as it was written until the code that sets it is there. */
export function LazyMarkdown({ text }: { text: string }) {
  return (
    <Suspense fallback={text}>
      <Loaded text={text} />
    </Suspense>
  )
}
