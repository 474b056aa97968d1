import type { EmulatedModel } from './emulated-model.js'

type Facet = { value: string; count: number }[]

/** How many models there are of each kind. */
export function facetsOf(models: readonly EmulatedModel[]): Record<string, Facet> {
  return {
    owners: count(models.map((model) => model.id.split('/')[0] ?? '')),
    categories: count(models.map((model) => model.category ?? 'other')),
    inputModalities: count(models.flatMap((model) => model.inputModalities ?? [])),
    outputModalities: count(models.flatMap((model) => model.outputModalities ?? [])),
    capabilities: count(models.flatMap((model) => model.capabilities ?? [])),
  }
}

function count(values: readonly string[]): Facet {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].map(([value, number]) => ({ value, count: number })).sort((a, b) => b.count - a.count)
}
