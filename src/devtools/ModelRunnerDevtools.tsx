'use client'

import {
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import { type ModelRunnerClient, useModelRunner } from '../index.js'
import { createRecorder, type Recorder } from './create-recorder.js'
import { DevtoolsPanel } from './DevtoolsPanel.js'
import { findingsOf } from './findings.js'
import { nothingRecorded } from './record.js'
import { createPortal } from 'react-dom'
import { styles } from './styles.js'

/** How often a stream that does not come through is looked for, ms. */
const CHECK_EVERY_MS = 1_000

export interface ModelRunnerDevtoolsProps {
  /** Where the button stands; start and end follow the direction of the page. @default 'bottom-end' */
  corner?: 'bottom-end' | 'bottom-start' | 'top-end' | 'top-start'
  /** Whether the panel is open at the first visit; later visits find it as it was left. @default false */
  defaultOpen?: boolean
  /** Fills the place where it stands, without a button. @default false */
  embedded?: boolean
  /** @default the color-scheme of the page where it stands */
  theme?: 'light' | 'dark' | 'system'
  /** Where an emulator listens, if `hosts` of the provider do not say. */
  emulatorUrl?: string
}

/**
 * What the client does, while you develop: requests with their steps, uploads by part, the live connection, what the proxy
 * refused, what is stored and spent, and what went wrong in words. Put it inside `<ModelRunnerProvider>`; a production build
 * holds nothing of it.
 *
 * @example
 * <ModelRunnerProvider proxyUrl="/api/modelrunner/proxy">
 *   <App />
 *   <ModelRunnerDevtools />
 * </ModelRunnerProvider>
 */
export function ModelRunnerDevtools(props: ModelRunnerDevtoolsProps) {
  const { corner = 'bottom-end', defaultOpen = false, embedded = false, theme, emulatorUrl } = props
  const { client } = useModelRunner()
  const recorder = useRecorder(client)
  const recorded = useSyncExternalStore(recorder.subscribe, recorder.read, () => nothingRecorded)
  const now = useTicks(client, recorded.calls.length > 0)
  const findings = findingsOf(recorded, client.config.live, now)
  const [{ isOpen, tab }, remember] = useRemembered({ isOpen: defaultOpen, tab: '' })
  const button = useRef<HTMLButtonElement>(null)
  const panel = useRef<HTMLElement>(null)
  const wasOpen = useRef(isOpen)

  useEffect(() => {
    if (embedded || wasOpen.current === isOpen) return
    wasOpen.current = isOpen
    if (isOpen) panel.current?.querySelector<HTMLElement>('[role=tab][tabindex="0"]')?.focus()
    else button.current?.focus()
  }, [isOpen, embedded])

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Escape' || embedded) return
    // What else on the page listens for Escape is not meant.
    event.stopPropagation()
    remember({ isOpen: false })
  }

  const state = recorded.connection[0]?.state ?? 'idle'
  const problems = findings.length
  return (
    <ShadowRoot className={embedded ? 'embedded' : 'floating'}>
      <div
        className="frame"
        data-embedded={embedded || undefined}
        data-corner={embedded ? undefined : corner}
        data-theme={theme}
        // Written in English for whoever develops the app, whatever the language of the page.
        lang="en"
      >
        {!embedded && (
          <button
            ref={button}
            type="button"
            className="launch"
            aria-expanded={isOpen}
            aria-label={`ModelRunner Devtools: ${state}${problems ? `, ${problems} ${problems === 1 ? 'problem' : 'problems'}` : ''}`}
            onClick={() => remember({ isOpen: !isOpen })}
          >
            <span className="dot" data-state={state} />
            <span className="brand">ModelRunner</span>
            {problems > 0 && <span className="count alarm">{problems}</span>}
          </button>
        )}
        {(isOpen || embedded) && (
          <section ref={panel} className="panel" aria-label="ModelRunner Devtools" onKeyDown={onKeyDown}>
            <DevtoolsPanel
              client={client}
              recorded={recorded}
              findings={findings}
              tab={tab}
              emulatorUrl={emulatorUrl}
              onTab={(next) => remember({ tab: next })}
              onClear={recorder.clear}
              onClose={embedded ? undefined : () => remember({ isOpen: false })}
            />
          </section>
        )}
      </div>
    </ShadowRoot>
  )
}

/** Records from the first render on, also while the panel is closed. */
function useRecorder(client: ModelRunnerClient): Recorder {
  const [made, setMade] = useState(() => ({ client, recorder: createRecorder(client) }))
  let current = made
  if (made.client !== client) {
    current = { client, recorder: createRecorder(client) }
    setMade(current)
  }
  const { recorder } = current
  useEffect(() => recorder.start(), [recorder])
  return recorder
}

/** The time now, each second: silence is no event. */
function useTicks(client: ModelRunnerClient, isNeeded: boolean): number {
  const { clock } = client.config
  const [now, setNow] = useState(() => clock.now())
  useEffect(() => {
    if (!isNeeded) return
    let stop = () => {}
    const tick = () => {
      setNow(clock.now())
      stop = clock.after(CHECK_EVERY_MS, tick)
    }
    stop = clock.after(CHECK_EVERY_MS, tick)
    return () => stop()
  }, [clock, isNeeded])
  return now
}

const KEY = 'modelrunner-devtools'
/** Below, the panel is a sheet over the page. As in styles.ts. */
const NARROW = '(max-width: 32rem)'

/** What Devtools remember of themselves in this browser. */
interface Remembered {
  isOpen: boolean
  tab: string
}

/**
 * Remembered over reloads where the browser lets a page store anything. On a narrow window it starts closed, however it was
 * left: open it would cover what the page is for.
 */
function useRemembered(initial: Remembered): [Remembered, (change: Partial<Remembered>) => void] {
  const [value, setValue] = useState(() => ({ ...initial, ...read(), ...(isNarrow() && { isOpen: false }) }))
  const change = useCallback((changed: Partial<Remembered>) => {
    setValue((before) => {
      const next = { ...before, ...changed }
      write(next)
      return next
    })
  }, [])
  return [value, change]
}

function read(): Partial<Remembered> {
  try {
    const { isOpen, tab } = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Record<string, unknown>
    return {
      ...(typeof isOpen === 'boolean' && { isOpen }),
      ...(typeof tab === 'string' && { tab }),
    }
  } catch {
    return {}
  }
}

function write(value: Remembered): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(value))
  } catch {
    // Full or forbidden: it opens as it did at first.
  }
}

function isNarrow(): boolean {
  return typeof matchMedia === 'function' && matchMedia(NARROW).matches
}

/**
 * Renders into a shadow root: the app's styles do not reach in, these do not reach out. A constructed stylesheet needs no
 * exception in a Content-Security-Policy, as an element with inline styles would.
 */
function ShadowRoot({ className, children }: { className: string; children: ReactNode }) {
  const host = useRef<HTMLDivElement>(null)
  const [root, setRoot] = useState<ShadowRoot>()

  useLayoutEffect(() => {
    const element = host.current
    if (!element) return
    // StrictMode comes twice.
    const shadow = element.shadowRoot ?? element.attachShadow({ mode: 'open' })
    if ('adoptedStyleSheets' in shadow && 'replaceSync' in CSSStyleSheet.prototype) {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(styles)
      shadow.adoptedStyleSheets = [sheet]
    }
    setRoot(shadow)
  }, [])

  return (
    <div ref={host} className={className} data-mr-devtools="">
      {root && createPortal(children, root)}
    </div>
  )
}
