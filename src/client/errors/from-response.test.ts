// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { errorFromResponse } from './from-response.js'
import { isErrorBody } from './error-status.js'
import type { ErrorKind, ModelRunnerError } from './model-runner-error.js'

interface Answer {
  /** What the answer is, in words. */
  of: string
  status: number
  /** Text goes over the wire as it is, everything else as JSON. */
  body?: unknown
  headers?: Record<string, string>
  method?: string
  path?: string
  is: ErrorKind
  trueStatus?: number
  says?: RegExp
  fields?: (string | number)[][]
}

const html = (text: string) =>
  `<!DOCTYPE html>\n<html><head><title>${text}</title><style>p{}</style></head><body><h1>${text}</h1></body></html>`
const zod = [{ code: 'invalid_type', path: ['prompt'], message: 'Required' }]
const resultPath = '/bytedance/sdxl-lightning-4step/requests/r1'

const ANSWERS: Answer[] = [
  // The platform, by status
  {
    of: 'Zod issues',
    status: 400,
    body: { error: zod, request_id: 'r', statusCode: 400 },
    is: 'validation',
    fields: [['prompt']],
    says: /^Required$/,
  },
  {
    of: 'a validation text',
    status: 400,
    body: {
      error: 'Validation failed',
      statusCode: 400,
      details: { validationErrors: [{ path: ['steps'], message: 'Too big' }] },
    },
    is: 'validation',
    fields: [['steps']],
  },
  {
    of: 'Zod issues as JSON text',
    status: 400,
    body: { error: JSON.stringify(zod) },
    is: 'validation',
    fields: [['prompt']],
  },
  {
    of: 'a malformed id',
    status: 400,
    body: { error: 'Invalid request id' },
    is: 'validation',
    says: /^Invalid request id$/,
  },
  {
    of: 'a result that is not there yet',
    status: 400,
    body: { error: 'Request is still in progress', request_id: 'r' },
    is: 'conflict',
  },
  {
    of: 'a result that is not there yet, as an envelope',
    status: 400,
    body: { status: 'IN_PROGRESS', request_id: 'r', error: null },
    is: 'conflict',
  },
  {
    of: 'a force-failed request',
    status: 400,
    body: { status: 'FAILED', request_id: 'r', error: 'Timed out after 6 h' },
    is: 'generation-failed',
    says: /Timed out/,
  },
  { of: 'a missing key', status: 401, body: { error: 'Unauthorized', statusCode: 401 }, is: 'unauthorized' },
  {
    of: 'an empty balance',
    status: 402,
    body: { error: 'Insufficient balance', statusCode: 402 },
    is: 'insufficient-balance',
    says: /^Insufficient balance$/,
  },
  {
    of: 'an empty balance without a word',
    status: 402,
    body: '',
    is: 'insufficient-balance',
    says: /HTTP 402/,
  },
  {
    of: 'an empty balance with an empty word',
    status: 402,
    body: { error: '' },
    is: 'insufficient-balance',
    says: /HTTP 402/,
  },
  {
    of: 'a key without access',
    status: 403,
    body: { error: 'Forbidden', message: 'Key has no access to this model' },
    is: 'forbidden',
    says: /Forbidden: Key has no access/,
  },
  {
    of: 'an unknown model',
    status: 404,
    body: { error: 'Model not found', statusCode: 404 },
    is: 'not-found',
  },
  { of: 'a deleted file', status: 410, body: { error: 'Gone' }, is: 'not-found' },
  {
    of: 'a file that is not charged yet',
    status: 409,
    body: { error: 'Request is not finished' },
    is: 'conflict',
  },
  {
    of: 'a body over the limit',
    status: 413,
    body: { error: 'Payload too large', statusCode: 413 },
    is: 'too-large',
  },
  { of: "nginx's 413", status: 413, body: html('413 Request Entity Too Large'), is: 'too-large' },
  {
    of: 'a refused prompt',
    status: 422,
    body: { error: 'The provider refused the prompt', request_id: 'r' },
    path: resultPath,
    is: 'generation-failed',
    says: /^The provider refused the prompt$/,
  },
  {
    of: 'an output that broke its schema',
    status: 422,
    body: {
      error: 'Output validation failed',
      details: {
        code: 'INVALID_OUTPUT',
        validationErrors: [{ instancePath: '/output/0/url', message: 'must be string' }],
      },
    },
    path: resultPath,
    is: 'invalid-output',
    fields: [['output', 0, 'url']],
  },
  {
    of: 'an output error without a code',
    status: 422,
    body: {
      error: 'x',
      details: { validationErrors: [{ instancePath: '/output', message: 'must be array' }] },
    },
    is: 'invalid-output',
    fields: [['output']],
  },
  {
    of: 'FastAPI issues of a model',
    status: 422,
    body: { detail: [{ loc: ['body', 'images', 0, 'url'], msg: 'invalid url', type: 'url' }] },
    path: resultPath,
    is: 'generation-failed',
    fields: [['images', 0, 'url']],
    says: /^invalid url$/,
  },
  {
    of: 'FastAPI issues on a submit',
    status: 422,
    method: 'POST',
    body: { detail: [{ loc: ['body', 'prompt'], msg: 'field required', type: 'missing' }] },
    is: 'validation',
    fields: [['prompt']],
  },
  {
    of: 'a FastAPI text',
    status: 422,
    body: { detail: 'NSFW content' },
    is: 'generation-failed',
    says: /^NSFW content$/,
  },
  { of: 'a rate limit', status: 429, body: { error: 'Too many requests' }, is: 'rate-limited' },
  { of: "the edge's rate limit", status: 429, body: html('429'), is: 'rate-limited' },
  {
    of: 'a server error',
    status: 500,
    body: { error: 'Internal server error', statusCode: 500 },
    is: 'server',
  },
  {
    of: 'a bad gateway page',
    status: 502,
    body: html('502 Bad Gateway'),
    is: 'server',
    says: /^502 Bad Gateway/,
  },
  { of: 'nothing at all', status: 503, body: '', is: 'server', says: /HTTP 503/ },
  { of: 'a slow gateway', status: 504, body: html('504 Gateway Time-out'), is: 'timeout' },
  { of: 'a request time-out', status: 408, body: '', is: 'timeout' },
  {
    of: 'a stringified object',
    status: 500,
    body: { error: '[object Object]' },
    is: 'server',
    says: /HTTP 500/,
  },
  {
    of: 'an error object',
    status: 500,
    body: { error: { code: 'E', message: 'Worker lost' } },
    is: 'server',
    says: /^Worker lost$/,
  },
  {
    of: 'an error cut off on its way',
    status: 402,
    body: '{"error":"Insufficient bal',
    is: 'insufficient-balance',
    says: /^Insufficient bal$/,
  },
  {
    of: 'an undocumented status',
    status: 418,
    body: { error: 'I am a teapot' },
    is: 'unexpected-response',
    says: /418.*teapot/,
  },
  { of: 'a redirect that was not followed', status: 304, body: '', is: 'unexpected-response' },
  // A proxy's own refusals
  {
    of: 'the official 400',
    status: 400,
    body: JSON.stringify('Missing the x-modelrunner-target-url header'),
    is: 'proxy',
    says: /x-modelrunner-/,
  },
  { of: 'the official 401', status: 401, body: '"Unauthorized"', is: 'proxy', says: /HTTP 401/ },
  {
    of: 'the official 412',
    status: 412,
    body: 'Invalid target host',
    is: 'proxy',
    says: /412.*Invalid target host/,
  },
  { of: "the app's login wall", status: 401, body: html('Sign in'), is: 'proxy' },
  { of: 'a CSRF check', status: 403, body: 'invalid csrf token', is: 'proxy', says: /csrf/ },
  { of: 'a 403 without a word', status: 403, body: '', is: 'proxy' },
  {
    of: 'a route without DELETE',
    status: 405,
    method: 'DELETE',
    body: '',
    is: 'proxy',
    says: /does not export DELETE.*GET, POST, PUT, PATCH, DELETE/,
  },
  {
    of: 'no route',
    status: 404,
    body: html('404: This page could not be found'),
    is: 'proxy',
    says: /no proxy at proxyUrl/,
  },
  {
    of: "Fastify's missing route",
    status: 404,
    body: { message: 'Route POST:/api/modelrunner/proxy not found', error: 'Not Found', statusCode: 404 },
    is: 'proxy',
  },
  { of: "an app's index.html", status: 200, body: html('My app'), is: 'proxy', says: /no proxy at proxyUrl/ },
  { of: 'a refusal as 200', status: 200, body: '"Missing header"', is: 'proxy' },
  // This package's proxy
  {
    of: 'our 403',
    status: 403,
    body: { error: 'Endpoint not allowed', source: 'proxy' },
    is: 'proxy',
    says: /Endpoint not allowed/,
  },
  {
    of: "another person's request",
    status: 404,
    body: { error: 'Not found', source: 'proxy' },
    is: 'not-found',
  },
  { of: 'our 413', status: 413, body: { error: 'Too large', source: 'proxy' }, is: 'too-large' },
  { of: 'our 429', status: 429, body: { error: 'Slow down', source: 'proxy' }, is: 'rate-limited' },
  { of: 'our 502', status: 502, body: { error: 'Upstream broke', source: 'proxy' }, is: 'server' },
  { of: 'our 504', status: 504, body: { error: 'Upstream too slow', source: 'proxy' }, is: 'timeout' },
  // Proxies that swallow the status
  {
    of: 'a hidden 402',
    status: 200,
    body: { error: 'Insufficient balance', statusCode: 402 },
    is: 'insufficient-balance',
    trueStatus: 402,
  },
  {
    of: 'a hidden 402 without a status',
    status: 200,
    body: { error: 'Insufficient balance' },
    is: 'insufficient-balance',
    trueStatus: 402,
  },
  {
    of: 'a hidden 400',
    status: 200,
    body: { error: zod },
    is: 'validation',
    trueStatus: 400,
    fields: [['prompt']],
  },
  {
    of: 'a hidden INVALID_OUTPUT',
    status: 200,
    body: { error: 'x', details: { code: 'INVALID_OUTPUT' } },
    is: 'invalid-output',
    trueStatus: 422,
  },
  {
    of: 'a hidden 422',
    status: 200,
    body: { error: 'The cat was too loud', request_id: 'r' },
    path: resultPath,
    is: 'generation-failed',
    trueStatus: 422,
  },
  { of: 'a hidden 404', status: 200, body: { error: 'Request not found' }, is: 'not-found', trueStatus: 404 },
  {
    of: 'a hidden 401',
    status: 200,
    body: { error: 'Invalid API key' },
    is: 'unauthorized',
    trueStatus: 401,
  },
  {
    of: 'a hidden 429',
    status: 200,
    body: { error: 'Rate limit exceeded' },
    is: 'rate-limited',
    trueStatus: 429,
  },
  {
    of: 'a hidden error nobody knows',
    status: 200,
    body: { error: 'Hm' },
    method: 'POST',
    is: 'unexpected-response',
  },
  {
    of: 'an answer cut off on its way',
    status: 200,
    body: '{"status":"IN_QUEUE","request_id":"a',
    is: 'unexpected-response',
  },
  { of: 'an empty 200', status: 200, body: '', is: 'unexpected-response', says: /no reason/ },
]

describe('errorFromResponse', () => {
  it.each(ANSWERS)('$of ($status) is $is', (answer) => {
    const error = map(answer)
    expect(error.kind).toBe(answer.is)
    expect(error.status).toBe(answer.trueStatus ?? answer.status)
    expect(error.message.trim()).not.toBe('')
    expect(error.message).not.toContain('[object Object]')
    if (answer.says) expect(error.message).toMatch(answer.says)
    expect(error.fieldErrors.map(({ path }) => path)).toEqual(answer.fields ?? [])
    expect(error.billed).toBe(false)
  })

  it('knows what may be tried again', () => {
    const retryable = ANSWERS.filter((answer) => map(answer).retryable).map(({ is }) => is)
    expect(new Set(retryable)).toEqual(new Set(['conflict', 'rate-limited', 'server', 'timeout']))
  })

  it('takes the correlation id from the body, else from the header', () => {
    const headers = { 'x-modelrunner-request-id': 'from-header' }
    expect(
      map({ of: '', status: 500, body: { error: 'x', request_id: 'from-body' }, headers, is: 'server' })
        .requestId,
    ).toBe('from-body')
    expect(map({ of: '', status: 500, body: html('x'), headers, is: 'server' }).requestId).toBe('from-header')
    expect(
      map({ of: '', status: 500, body: { error: 'x', request_id: 7 }, is: 'server' }).requestId,
    ).toBeUndefined()
  })

  it('takes the wait from Retry-After', () => {
    expect(
      map({ of: '', status: 429, headers: { 'retry-after': '2' }, is: 'rate-limited' }).retryAfterMs,
    ).toBe(2000)
    expect(
      map({ of: '', status: 429, headers: { 'retry-after': 'soon' }, is: 'rate-limited' }).retryAfterMs,
    ).toBeUndefined()
  })

  it('keeps the body, but not ten megabytes of it', () => {
    expect(map({ of: '', status: 500, body: { error: 'x', extra: 1 }, is: 'server' }).body).toEqual({
      error: 'x',
      extra: 1,
    })
    const huge = map({ of: '', status: 500, body: { error: 'x'.repeat(10_000_000) }, is: 'server' })
    expect(huge.message).toHaveLength(500)
    expect(String(huge.body).length).toBe(100_000)
  })
})

describe('isErrorBody', () => {
  it.each([
    [{ error: 'x', statusCode: 402 }],
    [{ error: 'x' }],
    [{ error: zod, request_id: 'r' }],
    [{ message: 'x', statusCode: 500 }],
    [{ detail: 'x' }],
    ['Missing header'],
    [{ id: 'e1', status: 'error', statusCode: 500 }],
  ])('detects %j', (body) => expect(isErrorBody(body)).toBe(true))

  it.each([
    [{ status: 'IN_QUEUE', request_id: 'r', error: null }],
    [{ status: 'FAILED', request_id: 'r', error: 'Timed out' }],
    [{ status: 'FAILED', request_id: 'r', error: 'Timed out', statusCode: 400 }],
    [{ id: 'r', status: 'COMPLETED', billingStatus: 'failed', error: 'x' }],
    [{ id: 'r', status: 'A_FUTURE_STATE', error: 'x' }],
    [{ items: [], pagination: {} }],
    [{ id: 'm', detail: 'A fine model', error: null }],
    [{ statusCode: 200 }],
    [[]],
    [null],
    [undefined],
  ])('leaves %j alone', (body) => expect(isErrorBody(body)).toBe(false))
})

function map({ status, body = '', headers, method = 'GET', path = '/o/a' }: Answer): ModelRunnerError {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return errorFromResponse({
    status,
    headers: new Headers(headers),
    text,
    json: parse(text),
    method,
    path,
    now: 0,
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
