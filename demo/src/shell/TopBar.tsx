import type { AppearanceSettings } from '../use-appearance.js'
import { Appearance } from './Appearance.js'
import { ConnectionBadge } from './ConnectionBadge.js'

interface TopBarProps {
  title: string
  lead: string
  settings: AppearanceSettings
}

/** What the page is for, the live connection, and how everything looks. */
export function TopBar({ title, lead, settings }: TopBarProps) {
  return (
    <div className="topbar" lang="en">
      <div>
        <h1>{title}</h1>
        <p className="lead">{lead}</p>
      </div>
      <ConnectionBadge />
      <Appearance settings={settings} />
    </div>
  )
}
