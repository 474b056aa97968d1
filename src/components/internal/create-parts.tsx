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
import { mergeProps } from './merge-props.js'
import type { HtmlTag, PartName } from './part-props.js'
import { warnWithoutStyles } from './warn-without-styles.js'

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
