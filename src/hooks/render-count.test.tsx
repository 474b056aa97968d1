import { QueryClient } from '@tanstack/react-query'
import { act, render } from '@testing-library/react'
import { expect, it } from 'vitest'
import { scriptedProxy } from '../../test/support/scripted-proxy.js'
import { ModelRunnerContext } from '../context/use-model-runner-context.js'
import { useRequestStatus } from './useRequestStatus.js'
import { createLive } from '../client/live/create-live.js'

const REQUESTS = 1_000
const UPDATES = 5_000

it('renders only who watches the request that changed, and lets go of all when it is over', async () => {
  const { client, clock, put, done } = await scriptedProxy({ live: 'poll' })
  const ids = Array.from({ length: REQUESTS }, (_, at) => `r${at}`)
  let renders = 0

  function Watcher({ id }: { id: string }) {
    const { status } = useRequestStatus(id)

    renders++
    return <i>{status}</i>
  }

  for (const id of ids) client.use(createLive).requests.applyItem(put({ id, status: 'IN_QUEUE' }))
  const value = { client, queryClient: new QueryClient() }
  const { unmount } = render(
    <ModelRunnerContext.Provider value={value}>
      {ids.map((id) => (
        <Watcher key={id} id={id} />
      ))}
      {/* Every tenth is shown twice. */}
      {ids.map((id, at) => at % 10 === 0 && <Watcher key={id} id={id} />)}
    </ModelRunnerContext.Provider>,
  )
  expect(client.use(createLive).requests.size).toBe(REQUESTS)

  renders = 0
  let expected = 0
  for (let update = 0; update < UPDATES; update++) {
    const at = (update * 7) % REQUESTS
    const updatedAt = new Date(clock.now() + update).toISOString()
    const item = put({ id: `r${at}`, status: 'IN_PROGRESS', updatedAt })
    void act(() => client.use(createLive).requests.receive(item))
    expected += at % 10 === 0 ? 2 : 1
  }
  expect(renders).toBe(expected)

  act(() => ids.forEach((id) => client.use(createLive).requests.receive(put(done(id)))))
  unmount()
  await clock.advance(5_000)
  // A few stay, for who looks again.
  expect(client.use(createLive).requests.size).toBeLessThanOrEqual(50)
  expect(clock.pending).toBe(0)
}, 60_000)
