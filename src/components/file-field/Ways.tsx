import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react'
import { Part } from './parts.js'

export interface Way {
  name: string
  label: string
  panel: ReactNode
  /** The panel has no surface of its own. */
  isBare?: boolean
}

interface WaysProps {
  ways: readonly Way[]
  /** Index of the tab that is shown. */
  current: number
  label: string
  disabled: boolean
  onChange(current: number): void
}

/** Tabs, of which all panels stay in the page: what was begun in one is still there after a look at another. */
export function Ways({ ways, current, label, disabled, onChange }: WaysProps) {
  const id = useId()
  const tabs = useRef<HTMLDivElement>(null)

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const forward = getComputedStyle(event.currentTarget).direction === 'rtl' ? -1 : 1
    const last = ways.length - 1
    const next: Readonly<Record<string, number>> = {
      ArrowRight: (current + forward + ways.length) % ways.length,
      ArrowLeft: (current - forward + ways.length) % ways.length,
      Home: 0,
      End: last,
    }
    const to = next[event.key]
    if (to === undefined) return
    event.preventDefault()
    onChange(to)
    tabs.current?.querySelectorAll<HTMLElement>('[role="tab"]')[to]?.focus()
  }

  return (
    <>
      <Part part="ways" look="row" role="tablist" aria-label={label} ref={tabs} onKeyDown={onKeyDown}>
        {ways.map((way, index) => (
          <Part
            part="way"
            as="button"
            type="button"
            key={way.name}
            look="button quiet small"
            state={index === current ? 'on' : 'off'}
            role="tab"
            id={`${id}-${way.name}`}
            aria-selected={index === current}
            aria-controls={`${id}-${way.name}-panel`}
            tabIndex={index === current ? 0 : -1}
            disabled={disabled}
            onClick={() => onChange(index)}
          >
            {way.label}
          </Part>
        ))}
      </Part>
      <Part part="panels">
        {ways.map((way, index) => (
          <Part
            part="panel"
            key={way.name}
            look={way.isBare ? 'row' : 'well row'}
            role="tabpanel"
            id={`${id}-${way.name}-panel`}
            aria-labelledby={`${id}-${way.name}`}
            hidden={index !== current}
          >
            {way.panel}
          </Part>
        ))}
      </Part>
    </>
  )
}
