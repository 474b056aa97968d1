import { type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { styles } from './styles.js'

/**
 * Renders into a shadow root: the app's styles do not reach in, these do not reach out. A constructed stylesheet needs no
 * exception in a Content-Security-Policy, as an element with inline styles would.
 */
export function ShadowRoot({ className, children }: { className: string; children: ReactNode }) {
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
