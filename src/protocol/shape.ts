/**
 * A small decoder for answers from the network. A shape names the fields that must be there and what
 * they are; unknown extra fields pass. It measures a quarter of a schema library (docs/decisions/decoders.md).
 */
export type Kind = 'string' | 'number' | 'boolean' | 'object' | 'array'
export type Shape = Kind | `${Kind}?` | 'unknown' | readonly [Shape] | { readonly [key: string]: Shape }

type KindOf<V> = unknown extends V
  ? 'unknown'
  : [V] extends [string]
    ? 'string'
    : [V] extends [number]
      ? 'number'
      : [V] extends [boolean]
        ? 'boolean'
        : [V] extends [readonly (infer E)[]]
          ? 'array' | readonly [ShapeOf<E> | Shape]
          : 'object' | ShapeOf<V>

/** The shape that fits a type: every field named, so that type and decoder cannot drift apart. A required field may be decoded leniently. */
export type ShapeOf<T> = T extends string | number | boolean
  ? Shape
  : {
      readonly [K in keyof T]-?: KindOf<Exclude<T[K], undefined | null>> extends infer N
        ? N | (N extends Kind ? `${N}?` : never)
        : never
    }

/** The dotted paths at which `value` does not fit, e.g. `data.3.id`; empty when it fits. */
export function misfits(value: unknown, shape: Shape, path = ''): string[] {
  if (typeof shape === 'string') {
    if (shape === 'unknown') return []
    if (shape.endsWith('?')) {
      if (value === undefined || value === null) return []
      return kindOf(value) === shape.slice(0, -1) ? [] : [path]
    }
    return kindOf(value) === shape ? [] : [path]
  }
  if (isArrayShape(shape)) {
    if (!Array.isArray(value)) return [path]
    return value.flatMap((entry, index) => misfits(entry, shape[0], join(path, index)))
  }
  if (kindOf(value) !== 'object') return [path]
  const record = value as Record<string, unknown>
  return Object.entries(shape).flatMap(([key, inner]) => misfits(record[key], inner, join(path, key)))
}

export function isArrayShape(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape)
}

export function kindOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

function join(path: string, key: string | number): string {
  return path ? `${path}.${key}` : String(key)
}
