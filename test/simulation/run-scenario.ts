import { happen } from './happen.js'
import { judge } from './judge.js'
import { Person } from './person.js'
import type { Report } from './report.js'
import { type Scenario, TROUBLE_MS } from './scenario.js'
import { World } from './world.js'

/** Tabs agree on who reports an end before it is reported, and wait so long for one that does not answer, ms. */
const REPORTED_MS = 6_000

/** Plays one scenario: trouble first, then the world heals, and all must have come to its end. */
export async function runScenario(scenario: Scenario): Promise<Report> {
  const world = new World(scenario)
  try {
    await play(world)
  } finally {
    world.end()
  }
  return world.report
}

async function play(world: World): Promise<void> {
  const { clock } = world
  const person = new Person(world)
  let now = 0
  for (const { at, act } of steps(world, person)) {
    await clock.advance(at - now)
    now = at
    act()
  }
  await clock.advance(Math.max(0, TROUBLE_MS - now))
  await world.heal()
  person.goBack()
  await world.until(() => world.haveAllEnded())
  person.retryUnknown()
  person.refetch()
  await world.until(() => world.haveAllEnded() && !person.isCancelling)
  await clock.advance(REPORTED_MS)
  judge(world)
  await world.close()
}

function steps(world: World, person: Person): { at: number; act(): void }[] {
  const { runs, events, tabs } = world.scenario
  return [
    ...runs.map((plan, at) => ({ at: plan.at, act: () => person.click(plan, `run-${at}`) })),
    ...runs.flatMap(({ at, cancelAfter }, index) =>
      cancelAfter === undefined ? [] : [{ at: at + cancelAfter, act: () => person.cancel(`run-${index}`) }],
    ),
    ...runs.flatMap(({ at, change }, index) =>
      change ? [{ at: at + change.after, act: () => person.change(`run-${index}`) }] : [],
    ),
    ...events.map(({ at, tab, kind }) => ({ at, act: () => happen(world, kind, tab % tabs) })),
  ].sort((a, b) => a.at - b.at)
}
