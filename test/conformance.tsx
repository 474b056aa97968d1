import { cleanup, render } from '@testing-library/react'
import axe from 'axe-core'
import {
  type ComponentType,
  createElement,
  createRef,
  forwardRef,
  type ReactElement,
  type ReactNode,
} from 'react'
import { describe, expect, it } from 'vitest'
import type { Messages } from '../src/messages/messages.js'
import { TestProvider } from './TestProvider.js'

interface Options {
  /** The component in a state that shows as much of it as possible; must hand `props` on to it. */
  element: (props: object) => ReactElement
  /** Its `data-mr`, where it stands inside another component. */
  component?: string
  /** Parts that are on the page in that state, beside `root`. */
  parts: readonly string[]
  /** One text of the catalogue that is on the page in that state (visible, or as a name). */
  message?: { [Key in keyof Messages]: Messages[Key] extends string ? Key : never }[keyof Messages]
  /** @default a provider without a client */
  wrapper?: ComponentType<{ messages?: Partial<Messages>; children: ReactNode }>
  /** Waits until the state is reached, where the component loads something first. */
  ready?: (container: HTMLElement) => Promise<unknown>
}

/** What every component of the package keeps, whatever it is. Call it inside the component's own `describe`. */
export function testConformance({
  element,
  component: name,
  parts,
  message,
  wrapper = TestProvider,
  ready,
}: Options) {
  async function show(props: object, messages?: Partial<Messages>) {
    const { container } = render(createElement(wrapper, { messages, children: element(props) }))
    await ready?.(container)
    const root = container.querySelector(`${name ? `[data-mr="${name}"]` : ''}[data-mr-part="root"]`)
    if (!(root instanceof HTMLElement)) throw new Error('The component rendered no part named root.')
    return { container, root }
  }
  const part = (root: HTMLElement, name: string) => {
    const component = root.getAttribute('data-mr') ?? ''
    return root.querySelector(`[data-mr="${component}"][data-mr-part="${name}"]`)
  }

  describe('conforms', () => {
    it('hands a ref to its root', async () => {
      const ref = createRef<HTMLElement>()
      const { root } = await show({ ref })
      expect(ref.current).toBe(root)
    })

    it('puts className, style and other DOM props on its root', async () => {
      const { root } = await show({
        className: 'mine',
        style: { marginTop: 3 },
        id: 'theirs',
        'aria-describedby': 'hint',
      })
      expect(root).toHaveClass('mine')
      expect(root).toHaveStyle({ marginTop: '3px' })
      expect(root).toHaveAttribute('id', 'theirs')
      expect(root.getAttribute('aria-describedby')).toContain('hint')
    })

    it('puts classNames on each part', async () => {
      const classNames = Object.fromEntries([...parts, 'root'].map((name) => [name, `my-${name}`]))
      const { root } = await show({ classNames })
      expect(root).toHaveClass('my-root')
      for (const name of parts) expect(part(root, name), name).toHaveClass(`my-${name}`)
    })

    it('lets each part be replaced and keeps its data-* and the ref of the root', async () => {
      const { root: plain } = await show({})
      const tags = new Map([['root', plain.tagName]])
      for (const name of parts) tags.set(name, part(plain, name)?.tagName ?? 'DIV')
      cleanup()
      for (const [name, tag] of tags) {
        const ref = createRef<HTMLElement>()
        const { root } = await show({ ref, components: { [name]: replacementFor(name, tag) } })
        const replaced = name === 'root' ? root : part(root, name)
        expect(replaced, name).toHaveAttribute('data-replaced', name)
        expect(replaced, name).not.toHaveAttribute('data-mr-look')
        expect(ref.current).toBe(root)
        cleanup()
      }
      // One render per part: the biggest component has two dozen.
    }, 30_000)

    it('replaces its inside by children as a function', async () => {
      const { root } = await show({ children: () => <b>all mine</b> })
      expect(root).toHaveTextContent('all mine')
      for (const name of parts) expect(part(root, name), name).toBeNull()
    })

    if (message) {
      it('takes its texts from the messages', async () => {
        const { root } = await show({}, { [message]: 'ZZ other words ZZ' })
        expect(root.outerHTML).toContain('ZZ other words ZZ')
      })
    }

    it('has no axe violations', async () => {
      const { container } = await show({})
      // jsdom has no layout, so colours are checked in the stories, in a real browser.
      const { violations } = await axe.run(container, {
        rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
      })
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual(
        [],
      )
    })
  })
}

/** A stranger's component in place of a part. It renders the part's own tag, so that what stands in it stays valid. */
function replacementFor(name: string, tag: string) {
  return forwardRef<HTMLElement, object>(function Replacement(props, ref) {
    return createElement(tag.toLowerCase(), { ...props, ref, 'data-replaced': name })
  })
}
