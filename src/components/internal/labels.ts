/** Words for a property that has no title: `num_inference_steps` → `Num inference steps`, `cfgScale` → `Cfg scale`. */
export function labelOf(name: string): string {
  const label = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .trim()
    .toLowerCase()
    .replace(/\burl(s?)\b/g, 'URL$1')
    .replace(/\b(id|llm|lora|nsfw|fps|cfg)\b/g, (word) => word.toUpperCase())
  return label.charAt(0).toUpperCase() + label.slice(1)
}

/** A path in words: `['images', 1, 'url']` → `Images › 2 › URL`. Positions begin at 1. */
export function fieldName(path: readonly (string | number)[]): string {
  // A place among files that were chosen: the message names the file.
  if (path.length === 1 && typeof path[0] === 'number') return ''
  return path.map((part) => (typeof part === 'number' ? String(part + 1) : labelOf(part))).join(' › ')
}
