import { beforeEach, expect, it } from 'vitest'
import { createClient } from './create-client.js'
import { createResumeRecords } from './uploads/resume-records.js'
import { createLive } from './live/create-live.js'

const signIn = (userKey: string) => createClient({ proxyUrl: '/proxy', userKey })

beforeEach(
  () =>
    new Promise<void>((resolve) => {
      const deleting = indexedDB.deleteDatabase('modelrunner-react')
      deleting.onsuccess = () => resolve()
    }),
)

it('finds the unfinished uploads of one user in IndexedDB, with the parts that are up', async () => {
  const [anna, ben] = [signIn('anna'), signIn('ben')]
  const startedAt = Date.now()
  for (const { config } of [anna, ben]) {
    const records = createResumeRecords(config)
    const partSize = 5 * 1024 * 1024
    await records.start('file', {
      uploadId: 'id',
      uploadKey: 'key',
      fileUrl: 'https://media/file',
      partSize,
      startedAt,
      etags: { 1: 'one' },
    })
    await records.addPart('file', 2, 'two')
  }
  const { records } = await anna.inspect()
  expect(records).toEqual([
    {
      kind: 'upload',
      key: `${anna.config.scope}|file`,
      size: 2,
      where: 'indexedDB',
      at: startedAt,
    },
  ])
})

it('shows which tab has the event stream', async () => {
  const client = createClient({
    proxyUrl: '/proxy',
    userKey: 'holder',
    fetch: () => new Promise(() => {}),
  })
  expect(await client.inspect()).toMatchObject({ streamHolder: 'nobody', listeningTabs: 0 })
  const release = client.use(createLive).tracker.hold()
  await expect.poll(async () => (await client.inspect()).streamHolder).toBe('this-tab')
  // Another window of the same origin, by the same proxy and user.
  const frame = document.createElement('iframe')
  document.body.append(frame)
  const locks = (frame.contentWindow as Window).navigator.locks
  const name = `modelrunner:stream:${client.config.scope}`
  const left = new AbortController()
  const waiting = locks.request(name, { signal: left.signal }, () => {}).catch(() => {})
  await expect.poll(async () => (await client.inspect()).listeningTabs).toBe(1)
  left.abort()
  await waiting
  frame.remove()
  release()
  client.close()
})
