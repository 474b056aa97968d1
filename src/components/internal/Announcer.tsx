import { type CSSProperties, useState } from 'react'

export interface AnnouncerProps {
  /** What is true now, in words. Told when it changes; what stood there at first is not. */
  message: string
}

/**
 * A polite live region, out of sight. The region is there before its text, as screen readers need it, and the first
 * text stays silent, so that a page full of finished requests does not begin to speak.
 */
export function Announcer({ message }: AnnouncerProps) {
  const [first] = useState(message)
  const [hasChanged, setHasChanged] = useState(false)
  if (!hasChanged && message !== first) setHasChanged(true)
  return (
    <span role="status" aria-live="polite" aria-atomic="true" style={hasChanged ? OUT_OF_SIGHT : undefined}>
      {hasChanged ? message : ''}
    </span>
  )
}

// Set only once there is text, which is never on the server: a strict CSP refuses style attributes in served HTML.
const OUT_OF_SIGHT: CSSProperties = {
  position: 'absolute',
  inlineSize: 1,
  blockSize: 1,
  // Not at its sides: right-to-left, the page would scroll by that pixel.
  marginBlock: -1,
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  whiteSpace: 'nowrap',
}
