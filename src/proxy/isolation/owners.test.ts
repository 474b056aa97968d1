// @vitest-environment node
import { beforeAll, describe, expect, it } from 'vitest'
import type { FileItem, LinkedRequest } from '../../protocol/file-item.js'
import type { Call } from '../call.js'
import { UserState } from '../user-state.js'
import { isOwnUpload, createUser, type User } from './user.js'
import { isOwnFile } from './owners.js'

let ada: User
let bob: User

beforeAll(async () => {
  ada = await createUser('the secret of the app', 'ada')
  bob = await createUser('the secret of the app', 'bob')
})

const file = (more: Partial<FileItem>): FileItem => ({
  id: 'f1',
  url: 'https://media.modelrunner.ai/f1.png',
  source: 'upload',
  createdAt: '2026-08-01T00:00:00Z',
  isFavorited: false,
  tags: [],
  ...more,
})

describe('an upload', () => {
  const at = (tail: string) => file({ url: `https://media.modelrunner.ai/uploads/${tail}` })

  it('is known by the prefix behind whatever the platform puts before it', () => {
    for (const random of ['x8Kd93jf-', '0191c0de-0000-7000-8000-000000000000-', '', '20260801-abc_']) {
      expect(isOwnUpload(at(`${random}${ada.filePrefix}cat.png`), ada)).toBe(true)
      expect(isOwnUpload(at(`${random}${ada.filePrefix}cat.png`), bob)).toBe(false)
    }
  })

  it('with the prefixes of two belongs to the first: what a user writes comes after', () => {
    const planted = at(`x8Kd93jf-${bob.filePrefix}${ada.filePrefix}gift.png`)
    expect([isOwnUpload(planted, ada), isOwnUpload(planted, bob)]).toEqual([false, true])
  })

  it('is nobody’s with a prefix elsewhere, none, or of another source', () => {
    expect(isOwnUpload(at(`${ada.filePrefix}folder/cat.png`), ada)).toBe(false)
    expect(isOwnUpload(at('x8Kd93jf-cat.png'), ada)).toBe(false)
    expect(isOwnUpload({ ...at(`x-${ada.filePrefix}cat.png`), source: 'external' }, ada)).toBe(false)
    expect(isOwnUpload(file({ url: `https://evil.com/?x-${ada.filePrefix}cat.png` }), ada)).toBe(false)
  })
})

describe('a file that is linked to requests', () => {
  /** A call whose memory knows the owners, so that nothing is asked. */
  function callWith(owners: Record<string, User | undefined>): Call {
    const own = new UserState('ada')
    for (const [id, user] of Object.entries(owners)) own.owners.set(id, user?.ownerTag ?? '')
    return { own } as Call // nothing else is read
  }
  const link = (requestId: string, role: LinkedRequest['role'], createdAt?: string): LinkedRequest => ({
    requestId,
    role,
    ...(createdAt && { createdAt }),
  })
  const output = (...requests: LinkedRequest[]) => file({ source: 'request_output', requests })

  it('as an output is its maker’s, also when a later request handed it on', async () => {
    const call = callWith({ a: ada, b: bob })
    const handedOn = output(link('b', 'output', '2026-08-02'), link('a', 'output', '2026-08-01'))
    expect(await isOwnFile(call, handedOn, ada)).toBe(true)
    expect(await isOwnFile(call, handedOn, bob)).toBe(false)
  })

  it('as an output of two at times unknown is nobody’s', async () => {
    const call = callWith({ a: ada, b: bob })
    for (const user of [ada, bob]) {
      expect(await isOwnFile(call, output(link('a', 'output'), link('b', 'output')), user)).toBe(false)
    }
  })

  it('as an input only proves nothing', async () => {
    const call = callWith({ b: bob })
    expect(await isOwnFile(call, output(link('b', 'input')), bob)).toBe(false)
    expect(await isOwnFile(call, file({ requests: [link('b', 'input')] }), bob)).toBe(false)
  })

  it('from elsewhere is one’s own while nobody else has used it', async () => {
    const call = callWith({ a: ada, b: bob, c: undefined })
    const external = (...ids: string[]) =>
      file({ source: 'external', requests: ids.map((id) => link(id, 'input')) })
    expect(await isOwnFile(call, external('a'), ada)).toBe(true)
    expect(await isOwnFile(call, external('a', 'b'), ada)).toBe(false)
    expect(await isOwnFile(call, external('a', 'c'), ada)).toBe(false)
    expect(await isOwnFile(call, external(), ada)).toBe(false)
  })

  it('by an id that would lead elsewhere is not asked for', async () => {
    const call = callWith({})
    for (const id of ['../tags', 'stream', 'a/b', 'a?b']) {
      expect(await isOwnFile(call, output(link(id, 'output', '2026-08-01')), ada)).toBe(false)
    }
  })
})
