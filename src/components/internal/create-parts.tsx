import {
  type ComponentPropsWithRef,
  createContext,
  createElement,
  type ElementType,
  forwardRef,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
} from 'react'
import type { HtmlTag, PartName } from './part-props.js'

export interface PartOwnProps<State, Tag> {
  /** @default 'div' */
  as?: Tag
  /** Shared looks of the default theme, space separated: `button primary`. See docs/theming.md. */
  look?: string
  /** Becomes `data-state`. */
  state?: State
  children?: ReactNode
}

export type PropsFor<Own, Tag extends HtmlTag> = Own & Omit<ComponentPropsWithRef<Tag>, keyof Own>

export type PartComponent<Parts> = <Name extends PartName<Parts>, Tag extends HtmlTag = 'div'>(
  props: PropsFor<PartOwnProps<Parts[Name], Tag> & { part: Name }, Tag>,
) => ReactNode

export type RootComponent<Parts> = <Tag extends HtmlTag = 'div'>(
  props: PropsFor<
    PartOwnProps<'root' extends keyof Parts ? Parts['root'] : never, Tag> & { outer: object },
    Tag
  >,
) => ReactNode

export interface PartsOf<Parts> {
  Root: RootComponent<Parts>
  Part: PartComponent<Parts>
}

/** What a root was given for its parts. */
interface Overrides {
  readonly classNames?: Readonly<Record<string, string | undefined>>
  readonly components?: Readonly<Record<string, ElementType | undefined>>
}

interface LooseProps extends PartOwnProps<string, ElementType> {
  part: string
  className?: string
}

/**
 * The one render primitive. Gives a component its `Root` and `Part`; both put `data-mr` (the component),
 * `data-mr-part`, `data-state`, classes and a replacement from `components` in place.
 * `Root` also takes `outer`: all that the component was given and did not use itself. Each component has a context of
 * its own, so that its parts stay its own inside another component's root. Call it once per component, in a module.
 *
 * @example
 * const { Root, Part } = createParts<BalanceParts>('balance')
 * <Root ref={ref} outer={rest} state="ready"><Part part="amount" as="span">…</Part></Root>
 */
export function createParts<Parts extends object>(component: string): PartsOf<Parts> {
  const PartsContext = createContext<Overrides>({})

  const Part = forwardRef<unknown, LooseProps>(function Part(props, ref) {
    const { part, as = 'div', look, state, className, ...rest } = props
    const { classNames, components } = useContext(PartsContext)
    const type = components?.[part] ?? as
    return createElement(type, {
      'data-mr': component,
      'data-mr-part': part,
      'data-state': state,
      // A replacement brings its own look; a mere change of tag keeps ours.
      'data-mr-look': typeof type === 'string' ? look : undefined,
      className: [className, classNames?.[part]].filter(Boolean).join(' ') || undefined,
      ...rest,
      // React 18 warns about a ref, even an empty one, on a plain function component.
      ...(ref ? { ref } : undefined),
    })
  })

  const Root = forwardRef<unknown, Omit<LooseProps, 'part'> & { outer: Overrides }>(function Root(
    { outer, ...own },
    ref,
  ) {
    const { classNames, components, ...rest } = outer
    const context = useMemo(() => ({ classNames, components }), [classNames, components])
    const isStyled = Boolean(classNames ?? components)
    useEffect(() => {
      // Tests have no styles: this is for the page that a developer looks at.
      if (process.env.NODE_ENV === 'development' && !isStyled) warnWithoutStyles()
    }, [isStyled])
    return (
      <PartsContext.Provider value={context}>
        <Part {...mergeProps(own, rest)} part="root" ref={ref} />
      </PartsContext.Provider>
    )
  })

  // The loose inside becomes exact outside: TypeScript cannot follow a polymorphic tag through forwardRef.
  return { Root: Root as unknown as RootComponent<Parts>, Part: Part as unknown as PartComponent<Parts> }
}

type Props = Record<string, unknown>
type Handler = (...args: unknown[]) => void

const ID_LISTS = ['aria-describedby', 'aria-labelledby', 'aria-controls', 'aria-owns']

/**
 * Joins a component's own props with those it was given from outside. Classes, styles and id lists add up.
 * Event handlers run both, the outer one first; `event.preventDefault()` in it keeps ours from running.
 * For all else the outer value wins, unless it is undefined.
 */
function mergeProps(own: Props, outer: Props): Props {
  const merged: Props = { ...own }
  for (const [key, value] of Object.entries(outer)) {
    const ours = own[key]
    if (value === undefined) continue
    if (ours === undefined) merged[key] = value
    else if (key === 'className' || ID_LISTS.includes(key)) merged[key] = `${String(ours)} ${String(value)}`
    else if (key === 'style') merged[key] = { ...(ours as object), ...(value as object) }
    else if (isHandler(key, ours) && isHandler(key, value)) merged[key] = both(value, ours)
    else merged[key] = value
  }
  return merged
}

function isHandler(key: string, value: unknown): value is Handler {
  return /^on[A-Z]/.test(key) && typeof value === 'function'
}

function both(outer: Handler, own: Handler): Handler {
  return (...args) => {
    outer(...args)
    const event = args[0] as { defaultPrevented?: boolean } | undefined
    if (!event?.defaultPrevented) own(...args)
  }
}

let isSaid = false

/** Says in development, once, that the stylesheet is missing, where nothing suggests that the app styles the parts itself. */
function warnWithoutStyles(): void {
  const root = document.querySelector('[data-mr-part=root]')
  // The stylesheet sets it on every root.
  if (isSaid || !root || getComputedStyle(root).getPropertyValue('--mr-c-accent')) return
  isSaid = true
  // eslint-disable-next-line no-console -- a developer's hint has no other place to go
  console.warn(
    "modelrunner-react: no styles are loaded. Import 'modelrunner-react/styles.css', or give classNames or components to style the parts yourself: docs/theming.md",
  )
}
