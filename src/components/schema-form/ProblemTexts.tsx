import { Fragment } from 'react'

/** What is wrong, one sentence after the other. Some come from a server, in another direction than the page's. */
export function ProblemTexts({ texts }: { texts: readonly string[] }) {
  return texts.map((text, index) => (
    <Fragment key={text}>
      {index > 0 && ' '}
      <bdi>{text}</bdi>
    </Fragment>
  ))
}
