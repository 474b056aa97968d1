import { useState } from 'react'
import { enViewer } from '../../messages/english/en-viewer.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import { Part } from './parts.js'

const HALF = 50

interface CompareProps {
  before: string
  after: string
  alt: string
}

/** Two pictures in one place, and a slider that uncovers the one or the other. */
export function Compare({ before, after, alt }: CompareProps) {
  const messages = useAreaMessages(enViewer)
  const [at, setAt] = useState(HALF)
  return (
    <Part part="compare">
      <img src={after} alt={`${messages.outputAfter}: ${alt}`} referrerPolicy="no-referrer" />
      <img
        src={before}
        alt={messages.outputBefore}
        referrerPolicy="no-referrer"
        style={{ clipPath: `inset(0 ${100 - at}% 0 0)` }}
      />
      <Part part="compareSlider" as="span" style={{ left: `${at}%` }} aria-hidden="true" />
      <input
        type="range"
        dir="ltr"
        min={0}
        max={100}
        value={at}
        aria-label={messages.outputComparePosition}
        onChange={(event) => setAt(event.currentTarget.valueAsNumber)}
      />
    </Part>
  )
}
