import type { KeyboardEvent, ReactNode } from 'react'
import { useId, useRef } from 'react'

export interface DevtoolsTab {
  id: string
  label: string
  /** Shown beside the label where it is above zero. */
  count?: number
  /** The count is of what went wrong. */
  isAlarming?: boolean
  content: ReactNode
}

/** One panel of several; arrow keys move along the tabs, as the page reads. */
export function DevtoolsTabs({
  tabs,
  current,
  onChange,
}: {
  tabs: readonly DevtoolsTab[]
  current: string
  onChange: (id: string) => void
}) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const shown = tabs.find((tab) => tab.id === current) ?? tabs[0]
  if (!shown) return null

  function onKeyDown(event: KeyboardEvent) {
    const isRtl = list.current !== null && getComputedStyle(list.current).direction === 'rtl'
    const last = tabs.length - 1
    const at = tabs.indexOf(shown as DevtoolsTab)
    const target = {
      ArrowRight: isRtl ? at - 1 : at + 1,
      ArrowLeft: isRtl ? at + 1 : at - 1,
      Home: 0,
      End: last,
    }[event.key]
    if (target === undefined) return
    event.preventDefault()
    const next = tabs[(target + tabs.length) % tabs.length]
    if (!next) return
    onChange(next.id)
    list.current?.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus()
  }

  return (
    <>
      <div ref={list} className="tabs" role="tablist" aria-label="Sections" onKeyDown={onKeyDown}>
        {tabs.map(({ id: tab, label, count = 0, isAlarming }) => (
          <button
            key={tab}
            type="button"
            role="tab"
            id={`${id}-${tab}`}
            data-tab={tab}
            aria-selected={tab === shown.id}
            aria-controls={`${id}-panel`}
            tabIndex={tab === shown.id ? 0 : -1}
            onClick={() => onChange(tab)}
          >
            {label}
            {count > 0 && <span className={isAlarming ? 'count alarm' : 'count'}>{count}</span>}
          </button>
        ))}
      </div>
      <div
        className="content"
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-${shown.id}`}
        // It scrolls, so that the keyboard must reach it.
        tabIndex={0}
      >
        {shown.content}
      </div>
    </>
  )
}
