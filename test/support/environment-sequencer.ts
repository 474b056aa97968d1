import { readFileSync } from 'node:fs'
import type { TestSpecification, Vitest } from 'vitest/node'
import { BaseSequencer } from 'vitest/node'

/**
 * Runs the files that need a document first and those of Node after them: a worker is used again only for the same environment, and
 * each new one costs seconds.
 */
export class EnvironmentSequencer extends BaseSequencer {
  /** Given with `--sequence.seed 7`: another order, and the same one for the same seed. */
  readonly #seed: number | undefined

  constructor(vitest: Vitest) {
    super(vitest)
    this.#seed = vitest.config.sequence.seed
  }

  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = this.#seed === undefined ? await super.sort(files) : shuffled(files, this.#seed)
    const isNode = new Map(sorted.map((file) => [file, runsInNode(file)]))
    return [...sorted.filter((file) => !isNode.get(file)), ...sorted.filter((file) => isNode.get(file))]
  }
}

const runsInNode = ({ moduleId }: TestSpecification) =>
  /@vitest-environment node\b/.test(readFileSync(moduleId, 'utf8'))

function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  const keyed = items.map((item, index) => {
    const wave = Math.sin(seed + index) * 10_000
    return { item, key: wave - Math.floor(wave) }
  })
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item)
}
