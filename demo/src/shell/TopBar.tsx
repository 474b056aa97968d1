import { ConnectionBadge } from './ConnectionBadge.js'

interface TopBarProps {
  title: string
  theme: 'system' | 'light' | 'dark'
  onTheme: (theme: 'system' | 'light' | 'dark') => void
  direction: 'ltr' | 'rtl'
  onDirection: (direction: 'ltr' | 'rtl') => void
}

/** The page's title, the live connection, and how the page looks. */
export function TopBar({ title, theme, onTheme, direction, onDirection }: TopBarProps) {
  return (
    <div className="topbar">
      <h1>{title}</h1>
      <ConnectionBadge />
      <label>
        <span className="unseen">Theme</span>
        <select value={theme} onChange={(event) => onTheme(event.target.value as typeof theme)}>
          <option value="system">System theme</option>
          <option value="light">Light</option>
          <option value="dark">Dark</option>
        </select>
      </label>
      <button
        type="button"
        className="plain"
        aria-pressed={direction === 'rtl'}
        onClick={() => onDirection(direction === 'rtl' ? 'ltr' : 'rtl')}
      >
        Right-to-left
      </button>
    </div>
  )
}
