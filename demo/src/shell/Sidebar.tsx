import { Balance } from 'modelrunner-react'
import { pages } from '../pages.js'

/** Links to every page, and what is left to spend. */
export function Sidebar({ current }: { current: string }) {
  return (
    <header className="sidebar">
      <a className="brand" href="#/create" lang="en">
        <img src="/icon.svg" alt="" width="28" height="28" />
        <span>Studio</span>
      </a>
      <nav aria-label="Pages" lang="en">
        {pages.map(({ path, title, icon }) => (
          <a key={path} href={`#/${path}`} aria-current={path === current ? 'page' : undefined}>
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d={icon} />
            </svg>
            <span>{title}</span>
          </a>
        ))}
      </nav>
      <Balance className="balance" lowBelow="1" />
    </header>
  )
}
