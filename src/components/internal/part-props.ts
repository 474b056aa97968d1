import type {
  ComponentPropsWithoutRef,
  CSSProperties,
  ElementType,
  ForwardRefExoticComponent,
  JSX,
  ReactNode,
  RefAttributes,
} from 'react'

export type HtmlTag = keyof HTMLElementTagNameMap & keyof JSX.IntrinsicElements

/** The names of a component's parts. Parts are declared as an interface: part → its `data-state` values (`never` = none). */
export type PartName<Parts> = Extract<keyof Parts, string>

/** What every component of this package takes beside its own props. */
export interface CommonProps<Parts, Behaviour> {
  /** Class of the root element. */
  className?: string
  /** Style of the root element. */
  style?: CSSProperties
  /** A class per part, e.g. `{ submit: 'my-button' }`. */
  classNames?: Partial<Record<PartName<Parts>, string>>
  /**
   * Replaces parts. A replacement gets everything the part would have had (props, handlers, ids, `data-*`)
   * and must hand it on to its element; only the default look is left off.
   */
  components?: Partial<Record<PartName<Parts>, ElementType>>
  /** Replaces the whole inside; what the component knows and does is handed in. */
  children?: (behaviour: Behaviour) => ReactNode
}

/** Own props, the common ones, and all other DOM props of the root's tag. */
export type PropsOf<Tag extends HtmlTag, Parts, Behaviour, Own> = Own &
  CommonProps<Parts, Behaviour> &
  Omit<ComponentPropsWithoutRef<Tag>, keyof Own | keyof CommonProps<Parts, Behaviour>>

/** Said outright: what the compiler would infer names types that are out of reach in the published declarations. */
export type ComponentOf<Props, Tag extends HtmlTag> = ForwardRefExoticComponent<
  Props & RefAttributes<HTMLElementTagNameMap[Tag]>
>
