import { ModelRunnerProvider } from 'modelrunner-react'
import { ModelRunnerDevtools } from 'modelrunner-react/devtools'
import { useEffect } from 'react'
import { pages } from './pages.js'
import { readConfig } from './read-config.js'
import { Sidebar } from './shell/Sidebar.js'
import { TopBar } from './shell/TopBar.js'
import { useAppearance } from './use-appearance.js'
import { useHash } from './use-hash.js'
import { useMessagesOf } from './use-messages-of.js'

const { hosts } = readConfig()

/** The shell: navigation, the connection, how the page looks, and one page. */
export function App() {
  const [name, rest] = useHash()
  const settings = useAppearance()
  const messages = useMessagesOf(settings.language)
  const page = pages.find((each) => each.path === name) ?? pages[0]
  const { Content } = page

  useEffect(() => {
    document.title = `${page.title} · Studio`
  }, [page])

  return (
    <ModelRunnerProvider
      proxyUrl="/api/modelrunner/proxy"
      hosts={hosts}
      messages={messages}
      topUpUrl="https://modelrunner.run/billing"
    >
      <div className="shell">
        <a className="skip" href="#content" lang="en">
          Skip to content
        </a>
        <Sidebar current={page.path} />
        <main id="content" tabIndex={-1}>
          <TopBar title={page.title} lead={page.lead} settings={settings} />
          <Content rest={rest} />
        </main>
      </div>
      <ModelRunnerDevtools />
    </ModelRunnerProvider>
  )
}
