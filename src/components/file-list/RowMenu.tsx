import { type FocusEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { Icon, type IconPath } from '../internal/Icon.js'
import * as commonIcons from '../internal/icons/common-icons.js'
import { Part } from './parts.js'

export interface RowAction {
  part: 'pause' | 'resume' | 'cancel' | 'retry' | 'remove' | 'chooseAgain' | 'moveUp' | 'moveDown'
  label: string
  icon?: IconPath
  /** It cannot be done now; it stays in the menu, so that nothing moves under the pointer. */
  isOff?: boolean
  act(): void
}

interface RowMenuProps {
  items: readonly RowAction[]
  label: string
  isDisabled: boolean
}

/** The menu of one row: what can be done beside its visible action. */
export function RowMenu({ items, label, isDisabled }: RowMenuProps) {
  const [isOpen, setIsOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const menu = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (isOpen) menu.current?.querySelector<HTMLElement>('button:not([aria-disabled])')?.focus()
  }, [isOpen])
  function close(): void {
    button.current?.focus()
    setIsOpen(false)
  }
  function onKeyDown(event: KeyboardEvent) {
    const buttons = [...(menu.current?.querySelectorAll('button') ?? [])]
    const at = buttons.findIndex((each) => each === document.activeElement)
    const next: Readonly<Record<string, number>> = {
      ArrowDown: (at + 1) % buttons.length,
      ArrowUp: (at - 1 + buttons.length) % buttons.length,
      Home: 0,
      End: buttons.length - 1,
    }
    if (event.key === 'Escape') close()
    else if (next[event.key] !== undefined && !event.altKey) buttons[next[event.key] ?? 0]?.focus()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  function onBlur({ currentTarget, relatedTarget }: FocusEvent) {
    if (!(relatedTarget instanceof Node) || !currentTarget.contains(relatedTarget)) setIsOpen(false)
  }

  return (
    <Part part="menu" onBlur={onBlur} onKeyDown={isOpen ? onKeyDown : undefined}>
      <Part
        part="more"
        as="button"
        type="button"
        look="button icon quiet small"
        ref={button}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        disabled={isDisabled}
        onClick={() => setIsOpen(!isOpen)}
      >
        <Icon path={commonIcons.more} />
      </Part>
      {isOpen && (
        <Part part="menuList" look="card" role="menu" aria-label={label} ref={menu}>
          {items.map(({ part, label: text, isOff, act }) => (
            <Part
              key={part}
              part={part}
              as="button"
              type="button"
              look="button quiet small"
              role="menuitem"
              tabIndex={-1}
              aria-disabled={isOff || undefined}
              onClick={() => {
                if (isOff) return
                close()
                act()
              }}
            >
              {text}
            </Part>
          ))}
        </Part>
      )}
    </Part>
  )
}
