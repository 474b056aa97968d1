/** An enum's value in words: `landscape_16_9` → `landscape 16:9`. Names that are no words stay as they are. */
export function optionLabel(value: unknown): string {
  const text = String(value)
  if (!/^[a-z]+(_[a-z\d]+)+$/.test(text)) return text
  return text.replace(/_(\d+)_(\d+)$/, ' $1:$2').replaceAll('_', ' ')
}
