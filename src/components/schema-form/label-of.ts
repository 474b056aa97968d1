/** Words for a property that has no title: `num_inference_steps` → `Num inference steps`, `cfgScale` → `Cfg scale`. */
export function labelOf(name: string): string {
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .trim()
    .toLowerCase()
    .replace(/\burl(s?)\b/g, 'URL$1')
    .replace(/\b(id|llm|lora|nsfw|fps|cfg)\b/g, (word) => word.toUpperCase())
  return words.charAt(0).toUpperCase() + words.slice(1)
}
