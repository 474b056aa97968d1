import { describe, expect, it } from 'vitest'
import { MAX_METADATA_KEYS, MAX_METADATA_VALUE_LENGTH } from '../../protocol/limits.js'
import { createUser, type User } from '../isolation/user.js'
import { MAX_JSON_DEPTH } from '../json-text.js'
import { readPaidBody } from './paid-body.js'

const encode = (text: string) => new TextEncoder().encode(text)
const NONE: ReadonlySet<string> = new Set()
const read = (text: string, user?: User, refuse = NONE) => readPaidBody(encode(text), user, refuse)
const ada = () => createUser('the secret of the app', 'ada')

describe('the client id of a body', () => {
  const idOf = (value: unknown) => read(JSON.stringify({ metadata: { mr_client_id: value } })).clientId

  it('is a string as long as the platform takes', () => {
    expect(idOf('c1')).toBe('c1')
    expect(idOf('x'.repeat(MAX_METADATA_VALUE_LENGTH))).toHaveLength(MAX_METADATA_VALUE_LENGTH)
  })

  it.each([[''], [1], [null], [{}], ['x'.repeat(MAX_METADATA_VALUE_LENGTH + 1)]])(
    'is none where it is %j',
    (value) => {
      expect(idOf(value)).toBeUndefined()
    },
  )

  it.each(['', 'no json', '[]', '{"metadata":[]}', '{"metadata":"mr_client_id"}'])(
    'is none in the body %j',
    (text) => {
      expect(read(text).clientId).toBeUndefined()
    },
  )
})

describe('a body without a user', () => {
  it.each(['', 'no json', '[1]', '{ "seed": 18446744073709551615 }'])('keeps its bytes: %j', (text) => {
    expect(new TextDecoder().decode(read(text).body as Uint8Array)).toBe(text)
  })

  it('may be left out', () => {
    expect(readPaidBody(undefined, undefined, NONE)).toMatchObject({ clientId: undefined, input: {} })
  })

  it('gives the input without the platform’s own keys', () => {
    const body = {
      prompt: 'a',
      metadata: {},
      webhook: null,
      webhook_events_filter: [],
      public: false,
      base_model: 'x',
    }
    expect(read(JSON.stringify(body)).input).toEqual({ prompt: 'a' })
  })
})

describe('a body that is refused', () => {
  const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`

  it('is nested deeper than is taken', () => {
    expect(read(nested(MAX_JSON_DEPTH)).input).toHaveProperty('a')
    expect(() => read(nested(MAX_JSON_DEPTH + 1))).toThrow(`more than ${MAX_JSON_DEPTH} levels`)
  })

  it('is not, where it is no JSON at all: the platform says why', () => {
    expect(read('['.repeat(MAX_JSON_DEPTH + 1)).value).toBeUndefined()
  })

  it('sets what a browser may not set', () => {
    const refuse = new Set(['webhook', 'public'])
    expect(() => read('{"webhook":"https://a.example"}', undefined, refuse)).toThrow('may not set webhook')
    expect(() => read('{"public":true}', undefined, refuse)).toThrow('may not set public')
    expect(read('{"webhook":null,"public":false}', undefined, refuse).input).toEqual({})
    expect(read('{"webhook":"https://a.example"}').input).toEqual({})
  })
})

describe('a body with a user', () => {
  const tagged = async (text: string) => JSON.parse(String(read(text, await ada()).body)) as unknown

  it('gets the owner tag, whatever the browser put there, and keeps the rest', async () => {
    const { ownerTag } = await ada()
    expect(await tagged('{"prompt":"a","metadata":{"topic":"b","mr_user":"eve"},"n":1}')).toEqual({
      prompt: 'a',
      n: 1,
      metadata: { topic: 'b', mr_user: ownerTag },
    })
  })

  it('has one metadata, also where the browser sent two', async () => {
    const text = String(read('{"metadata":{"a":"1"},"metadata":{"mr_user":"eve"}}', await ada()).body)
    expect(text.match(/"metadata"/g)).toHaveLength(1)
    expect(text).not.toContain('eve')
  })

  it.each(['{}', '{"metadata":null}'])('gets metadata where it has none: %s', async (text) => {
    const { ownerTag } = await ada()
    expect(await tagged(text)).toEqual({ metadata: { mr_user: ownerTag } })
  })

  it.each(['', 'no json', '[]', '"text"'])('must be an object: %j is refused', async (text) => {
    const user = await ada()
    expect(() => read(text, user)).toThrow('must be a JSON object')
  })

  it.each(['[]', '"a"', '1', 'false'])('with %s for metadata is refused', async (metadata) => {
    const user = await ada()
    expect(() => read(`{"metadata":${metadata}}`, user)).toThrow('metadata must be an object')
  })

  it('holds as many keys as the platform takes', async () => {
    const user = await ada()
    const body = (count: number) =>
      JSON.stringify({
        metadata: Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 'v'])),
      })
    expect(read(body(MAX_METADATA_KEYS - 1), user).value).toBeDefined()
    expect(() => read(body(MAX_METADATA_KEYS), user)).toThrow(`takes ${MAX_METADATA_KEYS}`)
  })
})
