import { useEffect } from 'react'
import { pages } from './pages.js'
import { Sidebar } from './shell/Sidebar.js'
import { TopBar } from './shell/TopBar.js'
import { useHash } from './use-hash.js'
import { useSetting } from './use-setting.js'

/** The shell: navigation, the connection, how the page looks, and one page. */
export function App() {
  const [name, rest] = useHash()
  const [theme, setTheme] = useSetting('theme', ['system', 'light', 'dark'])
  const [direction, setDirection] = useSetting('direction', ['ltr', 'rtl'])
  const page = pages.find((each) => each.path === name) ?? pages[0]
  const { Content } = page

  useEffect(() => {
    document.documentElement.dataset.mrTheme = theme
    document.documentElement.dir = direction
    document.title = `${page.title} · Studio`
  }, [theme, direction, page])

  return (
    <div className="shell">
      <a className="skip" href="#content">
        Skip to content
      </a>
      <Sidebar current={page.path} />
      <div className="stage">
        <TopBar
          title={page.title}
          theme={theme}
          onTheme={setTheme}
          direction={direction}
          onDirection={setDirection}
        />
        <main id="content" tabIndex={-1}>
          <p className="lead">{page.lead}</p>
          <Content rest={rest} />
        </main>
      </div>
    </div>
  )
}
