/** Where a value stands in the input: property names and array indexes. */
export type Path = readonly (string | number)[]

/** A path as text: `images.0.url`. */
export function pathKey(path: Path): string {
  return path.join('.')
}
