import type { JsonSchema } from '../../../protocol/model.js'
import type { EmulatedModel, Refusal, RunEnd } from '../emulated-model.js'

const INPUT: JsonSchema = {
  type: 'object',
  title: 'Input',
  properties: {
    prompt: { type: 'string', title: 'Prompt', description: 'Anything.', default: 'hello', 'x-order': 0 },
  },
}
const PRICE = '0.01000000'

/** Quick enough for tests, slow enough to be seen. Each fails in its own way; none is in the lists. */
function testModel(name: string, description: string, rest: Partial<EmulatedModel>): EmulatedModel {
  return {
    id: `test/${name}`,
    name: `Test: ${name}`,
    category: 'test',
    shortDescription: description,
    unlisted: true,
    outputModalities: ['json'],
    pricingMode: 'per_output',
    rateCard: { pricingMode: 'per_output', pricePerOutput: PRICE },
    averageCost: PRICE,
    queueMs: 100,
    runMs: 200,
    schemas: { Input: INPUT, Output: { type: 'object', title: 'Output' } },
    run: ({ input }) => ({ kind: 'output', output: input }),
    ...rest,
  }
}

function refuses(name: string, description: string, refusal: Refusal): EmulatedModel {
  return testModel(name, description, { refuse: () => refusal, chat: {} })
}

function ends(name: string, description: string, end: RunEnd): EmulatedModel {
  return testModel(name, description, { run: () => end })
}

/** Like a payment provider's test cards: each endpoint ends in one known way. */
export const testEndpoints: readonly EmulatedModel[] = [
  testModel('echo', 'Gives back the input.', { chat: {} }),
  refuses('insufficient-balance', 'Submit answers 402; nothing is queued.', {
    status: 402,
    body: { error: 'Insufficient balance. Top up your account and try again.' },
  }),
  refuses('rate-limited', 'Submit answers 429.', { status: 429, body: { error: 'Too many requests' } }),
  refuses('validation', 'Submit answers 400 with issues.', {
    status: 400,
    body: {
      error: [
        { code: 'too_small', path: ['prompt'], message: 'The prompt is too short.', minimum: 10 },
        { code: 'invalid_type', path: ['image_size', 'width'], message: 'Expected number, received string' },
        { code: 'invalid_string', path: ['images', 1], message: 'Invalid url', validation: 'url' },
      ],
      message: 'Validation failed',
    },
  }),
  refuses('unauthorized', 'Submit answers 401.', { status: 401, body: { error: 'Invalid API key' } }),
  refuses('not-found', 'Submit answers 404.', { status: 404, body: { error: 'Model not found' } }),
  refuses('server-error', 'Submit answers 500.', { status: 500, body: { error: 'Internal server error' } }),
  {
    ...ends('provider-failure', 'COMPLETED with billing failed and an error; the result answers 422.', {
      kind: 'failed',
      error: 'The provider could not generate an output: the prompt was flagged by its safety filter.',
    }),
    chat: { fault: { errorAfterTokens: 12 } },
  },
  ends('invalid-output', 'COMPLETED with billing failed; the result answers 422 INVALID_OUTPUT.', {
    kind: 'failed',
    error: 'The output does not match the schema of the model.',
    code: 'INVALID_OUTPUT',
    validationErrors: [{ instancePath: '/output/0/url', message: 'must match format "uri"' }],
  }),
  ends('force-failed', 'FAILED; the status URL answers 400 with the envelope.', {
    kind: 'force-failed',
    error: 'The request was stopped by the platform.',
  }),
  ends('empty-output', 'COMPLETED with billing failed; the result answers 200 with an empty output.', {
    kind: 'empty',
    output: [],
  }),
  testModel('slow', 'Works for 30 seconds (settable).', {
    logs: ['10 %', '35 %', '60 %', '85 %'],
    chat: { tokenMs: 250 },
  }),
  testModel('stuck', 'Works for ever; force-failed after six hours.', { runMs: null }),
  testModel('instant', 'From the queue to the end at once.', { queueMs: 0, skipsProgress: true }),
  testModel('cancellable', 'A deployment that works for 30 seconds: cancelling it is real.', {
    targetKind: 'deployment',
    deploymentId: 'dep_cancellable',
    runMs: 30_000,
  }),
  ends('partial', 'COMPLETED with billing partial: real output, with a note of what is missing.', {
    kind: 'output',
    output: ['first', 'second'],
    units: 0.5,
    partial: '2 of 4 outputs could be generated.',
  }),
  testModel(
    'billing-pending',
    'COMPLETED with billing pending for two seconds; no event tells of the settling.',
    {
      settles: { afterMs: 2000, event: false },
    },
  ),
  testModel('billing-event', 'COMPLETED with billing pending first; a second event tells of the settling.', {
    settles: { afterMs: 400, event: true },
  }),
]
