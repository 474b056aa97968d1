import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { type Api, createApi } from '../testing/api.js'

const ENDPOINT = 'meta/llama-4-instruct'
const PATH = `/${ENDPOINT}/chat/completions`
const ask = (content: unknown, more: Record<string, unknown> = {}) => ({
  messages: [{ role: 'user', content }],
  ...more,
})

let api: Api
beforeEach(() => {
  api = createApi()
  api.emulator.set({ firstTokenMs: 0, tokenMs: 0 })
})
afterEach(() => api.emulator.dispose())

/** The call, with the clock moved until it is answered. */
async function call(path: string, body: unknown, headers?: Record<string, string>) {
  const answer = api.queue('POST', path, body, headers)
  const done = answer.then(() => true)
  while (!(await Promise.race([done, new Promise((resolve) => setImmediate(() => resolve(false)))]))) {
    await api.clock.advance(1)
  }
  return answer
}

interface Chunk {
  id: string
  object: string
  choices: { delta: { content?: string; reasoning_content?: string }; finish_reason: string | null }[]
  usage?: Usage | null
  error?: { code: string }
}
interface Usage {
  prompt_tokens: number
  completion_tokens: number
  prompt_tokens_details: { cached_tokens: number }
  completion_tokens_details: { reasoning_tokens: number }
}

function framesOf(text: string): string[] {
  return text
    .split('\n\n')
    .filter(Boolean)
    .map((frame) => frame.replace(/^data: /, ''))
}
function chunksOf(text: string): Chunk[] {
  return framesOf(text)
    .filter((data) => data !== '[DONE]')
    .map((data) => JSON.parse(data) as Chunk)
}
const textOf = (chunks: Chunk[]) => chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')

describe('a language model', () => {
  it('is not on the queue', async () => {
    expect((await api.queue('POST', `/${ENDPOINT}`, { prompt: 'hi' })).status).toBe(400)
    expect(api.emulator.requests()).toEqual([])
  })

  it('answers whole on both routes, with the same text for the same question and another for another', async () => {
    const one = await call(PATH, ask('Why is the sky blue?'))
    const two = await call('/v1/chat/completions', ask('Why is the sky blue?', { model: ENDPOINT }))
    const three = await call(PATH, ask('Why is grass green?'))
    expect([one.status, two.status, one.body['object']]).toEqual([200, 200, 'chat.completion'])
    expect(one.body['choices']).toEqual(two.body['choices'])
    expect(one.body['choices']).not.toEqual(three.body['choices'])
  })

  it('streams chunks with one id, a usage frame where it is asked for, and [DONE]', async () => {
    const { text, headers } = await call(
      PATH,
      ask('Hello', { stream: true, stream_options: { include_usage: true } }),
    )
    const chunks = chunksOf(text)
    expect(headers.get('content-type')).toMatch(/^text\/event-stream/)
    expect(new Set(chunks.map((chunk) => chunk.id)).size).toBe(1)
    expect(framesOf(text).at(-1)).toBe('[DONE]')
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: 5 } })
    expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe('stop')
    const whole = await call(PATH, ask('Hello'))
    expect(whole.body['choices']).toMatchObject([{ message: { content: textOf(chunks) } }])
    const without = chunksOf((await call(PATH, ask('Hello', { stream: true }))).text)
    expect(without.every((chunk) => chunk.usage === undefined)).toBe(true)
  })

  it('is a request that can be read by the id of its answer', async () => {
    const { text } = await call(PATH, ask('Hello', { stream: true, metadata: { team: 'a' }, store: true }))
    const id = chunksOf(text)[0]?.id.replace('chatcmpl-', '') ?? ''
    const { body } = await api.queue('GET', `/requests/${id}`)
    expect(body).toMatchObject({ status: 'COMPLETED', billingStatus: 'charged', metadata: { team: 'a' } })
    expect(body['input']).toEqual(ask('Hello'))
    expect(body['output']).toMatchObject({ id: `chatcmpl-${id}`, choices: [{ finish_reason: 'stop' }] })
  })

  it('bills input, cached input and output by the token, to six decimals', async () => {
    const { body: first } = await call(PATH, ask('A long question about the tides and the moon'))
    const answered = (first['choices'] as { message: { content: string } }[])[0]?.message.content
    const messages = [
      { role: 'user', content: 'A long question about the tides and the moon' },
      { role: 'assistant', content: answered },
      { role: 'user', content: 'And why?' },
    ]
    const { body } = await call(PATH, { messages })
    const usage = body['usage'] as Usage
    const cached = usage.prompt_tokens_details.cached_tokens
    expect(cached).toBeGreaterThan(0)
    const dollars =
      ((usage.prompt_tokens - cached) * 0.15 + cached * 0.04 + usage.completion_tokens * 0.6) / 1e6
    const [one, two] = api.emulator.requests()
    expect(two?.totalPrice).toBe(dollars.toFixed(6))
    expect(Number(api.emulator.billed().total)).toBe(Number((Number(one?.totalPrice) + dollars).toFixed(6)))
    expect(api.emulator.billed()).toMatchObject({
      count: 2,
      total: expect.stringMatching(/^0\.\d{6}00$/) as string,
    })
  })

  it('thinks where the model or the call says so', async () => {
    const always = await call('/qwen/qwen-3-thinking/chat/completions', ask('Hi'))
    const asked = await call(PATH, ask('Hi', { reasoning_effort: 'high' }))
    const plain = await call(PATH, ask('Hi'))
    const thought = [always, asked, plain].map(({ body }) => {
      const usage = body['usage'] as Usage
      const message = (body['choices'] as { message: Record<string, unknown> }[])[0]?.message
      return [typeof message?.['reasoning_content'], usage.completion_tokens_details.reasoning_tokens > 0]
    })
    expect(thought).toEqual([
      ['string', true],
      ['string', true],
      ['undefined', false],
    ])
  })

  it('calls a tool that the question names, and answers with its result', async () => {
    const parameters = { type: 'object', properties: { city: { type: 'string' } } }
    const tools = [{ type: 'function', function: { name: 'get_weather', parameters } }]
    const called = await call(PATH, ask('What is the weather in Paris?', { tools }))
    const choice = (
      called.body['choices'] as { message: Record<string, unknown>; finish_reason: string }[]
    )[0]
    expect(choice).toMatchObject({
      finish_reason: 'tool_calls',
      message: { tool_calls: [{ function: { name: 'get_weather', arguments: '{"city":"Paris"}' } }] },
    })
    const messages = [
      { role: 'user', content: 'What is the weather in Paris?' },
      choice?.message,
      { role: 'tool', tool_call_id: 'call_1', content: 'rain' },
    ]
    const { body } = await call(PATH, { messages, tools })
    expect(JSON.stringify(body['choices'])).toContain('The tool answered rain')
  })

  it('answers JSON where that is asked for, and stops at max_tokens', async () => {
    const json = await call(PATH, ask('Hi', { response_format: { type: 'json_object' } }))
    const [choice] = json.body['choices'] as { message: { content: string } }[]
    expect(JSON.parse(choice?.message.content ?? '')).toHaveProperty('answer')
    const short = await call(PATH, ask('Hi', { max_tokens: 3 }))
    expect(short.body).toMatchObject({
      choices: [{ finish_reason: 'length' }],
      usage: { completion_tokens: 3 },
    })
  })

  it('lists the models that answer here', async () => {
    const { body } = await api.queue('GET', '/v1/models')
    expect(body['data']).toMatchObject([{ id: ENDPOINT }, { id: 'qwen/qwen-3-thinking' }])
    expect((await api.queue('GET', `/${ENDPOINT}/models`)).body['data']).toMatchObject([{ id: ENDPOINT }])
  })
})

test.each([
  [
    'an unknown key',
    PATH,
    ask('x'),
    { authorization: 'Basic x' },
    401,
    'invalid_request_error',
    'invalid_api_key',
  ],
  [
    'an unknown model',
    '/no/such/chat/completions',
    ask('x'),
    {},
    404,
    'invalid_request_error',
    'model_not_found',
  ],
  [
    'an image model',
    '/bytedance/sdxl-lightning-4step/chat/completions',
    ask('x'),
    {},
    404,
    'invalid_request_error',
    'model_not_found',
  ],
  [
    'a model that is not that of the URL',
    PATH,
    ask('x', { model: 'a/b' }),
    {},
    400,
    'invalid_request_error',
    null,
  ],
  ['no messages', PATH, {}, {}, 400, 'invalid_request_error', null],
  ['a part of another kind', PATH, ask([{ type: 'audio' }]), {}, 400, 'invalid_request_error', null],
  [
    'metadata that is not flat',
    PATH,
    ask('x', { metadata: { a: 1 } }),
    {},
    400,
    'invalid_request_error',
    null,
  ],
  ['no model on the shared route', '/v1/chat/completions', ask('x'), {}, 400, 'invalid_request_error', null],
  [
    'an empty balance',
    '/test/insufficient-balance/chat/completions',
    ask('x'),
    {},
    429,
    'insufficient_quota',
    'insufficient_quota',
  ],
  [
    'too many calls',
    '/test/rate-limited/chat/completions',
    ask('x'),
    {},
    429,
    'rate_limit_exceeded',
    'rate_limit_exceeded',
  ],
  [
    'a provider that is down',
    '/test/server-error/chat/completions',
    ask('x'),
    {},
    502,
    'upstream_error',
    'upstream_error',
  ],
] as const)('%s is refused in the envelope of OpenAI', async (_, path, body, headers, status, type, code) => {
  const answer = await call(path, body, headers)
  expect([answer.status, answer.body['error']]).toEqual([status, expect.objectContaining({ type, code })])
  expect(api.emulator.billed().count).toBe(0)
})

test('a real balance of zero refuses too, and a Bearer key is as good as any', async () => {
  expect((await call(PATH, ask('x'), { authorization: 'Bearer k' })).status).toBe(200)
  api.emulator.set({ balance: 0 })
  expect((await call(PATH, ask('x'))).body).toMatchObject({ error: { code: 'insufficient_quota' } })
})

describe('a stream that goes wrong', () => {
  it('breaks after any byte, and is billed as a whole', async () => {
    api.emulator.set({ faults: [{ route: 'chat', chat: { cutAfterBytes: 700 } }] })
    await expect(call(PATH, ask('Hello', { stream: true }))).rejects.toThrow()
    expect(api.emulator.requests()).toMatchObject([{ status: 'COMPLETED', billingStatus: 'charged' }])
  })

  it('fails with a frame in the middle, and is not billed', async () => {
    const { text } = await call('/test/provider-failure/chat/completions', ask('Hello', { stream: true }))
    expect(chunksOf(text).at(-1)?.error?.code).toBe('upstream_error')
    expect(api.emulator.requests()).toMatchObject([{ billingStatus: 'failed' }])
  })

  it('arrives in bytes, in one block, without usage or [DONE]', async () => {
    api.emulator.set({
      faults: [
        { route: 'chat', chat: { splitEvery: 1, withoutUsage: true, withoutDone: true, buffer: true } },
      ],
    })
    const { text } = await call(
      PATH,
      ask('Grüße 你好', { stream: true, stream_options: { include_usage: true } }),
    )
    expect(text).not.toContain('[DONE]')
    expect(chunksOf(text).at(-1)?.choices[0]?.finish_reason).toBe('stop')
  })
})

describe('a reader who leaves', () => {
  async function leaveAfter(ms: number): Promise<void> {
    api.emulator.set({ firstTokenMs: 100, tokenMs: 10 })
    const request = new Request(api.emulator.hosts.queue + PATH, {
      method: 'POST',
      headers: { authorization: 'Key k' },
      body: JSON.stringify(ask('Hello', { stream: true })),
    })
    const { body } = await api.emulator.fetch(request)
    const reader = body?.getReader()
    void reader?.read()
    await api.clock.advance(ms)
    await reader?.cancel()
    await api.clock.advance(60_000)
  }

  it('pays the whole answer once its first token was written', async () => {
    await leaveAfter(120)
    expect(api.emulator.requests()).toMatchObject([{ status: 'COMPLETED', billingStatus: 'charged' }])
  })

  it('pays nothing before', async () => {
    await leaveAfter(50)
    expect(api.emulator.requests()).toMatchObject([{ billingStatus: 'failed' }])
    expect(api.emulator.billed().count).toBe(0)
  })
})

test('an answer that does not stream is cut after 290 seconds, and billed all the same', async () => {
  api.emulator.set({ tokenMs: 10_000 })
  const answer = api.queue('POST', PATH, ask('Hello'))
  const failed = expect(answer).rejects.toThrow(TypeError)
  await new Promise((resolve) => setImmediate(resolve))
  await api.clock.advance(290_000)
  await failed
  await api.clock.advance(10_000_000)
  expect(api.emulator.billed().count).toBe(1)
})
