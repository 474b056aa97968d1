import { render, waitFor } from '@testing-library/react'
import type { ReactElement } from 'react'
import { describe, expect, it } from 'vitest'
import { ModelRunnerError, type ErrorKind } from '../src/client/errors/model-runner-error.js'
import { Balance } from '../src/components/balance/Balance.js'
import { ErrorNotice } from '../src/components/error-notice/ErrorNotice.js'
import { FileUploader } from '../src/components/file-uploader/FileUploader.js'
import { OutputView } from '../src/components/output-view/OutputView.js'
import { RequestHistory } from '../src/components/request-history/RequestHistory.js'
import { RequestRunner } from '../src/components/request-runner/RequestRunner.js'
import { RequestStatus } from '../src/components/request-status/RequestStatus.js'
import { SchemaForm } from '../src/components/schema-form/SchemaForm.js'
import type { JsonSchema } from '../src/protocol/model.js'
import type { Emulator } from '../src/emulator/emulator.js'
import { openPlatform } from './support/open-platform.js'
import { pseudo } from './support/pseudo-messages.js'

/** Texts that come from the network or the app, by the parts they stand in. */
const DATA = [
  'item-name',
  'itemName',
  'fileName',
  'data',
  'fieldName',
  'requestId',
  'developer',
  'docs',
  'prompt',
  'model',
  'endpoint',
  'time',
  'price',
]
const NAMING = ['aria-label', 'title', 'alt', 'placeholder']
/** Signs and sample data, the same in every language. */
const NO_WORDS = /^[\s\d.,:;·…()[\]{}*+–-]*$|^https:\/\/$/

const schema: JsonSchema = {
  required: ['a'],
  properties: {
    a: { type: 'string', title: '⟦a⟧', description: '⟦why⟧', maxLength: 5 },
    b: { type: 'integer', title: '⟦b⟧', minimum: 1, maximum: 1e9 },
    c: { type: 'array', title: '⟦c⟧', items: { type: 'string' } },
    d: { type: 'string', title: '⟦d⟧', format: 'uri' },
    e: { type: 'array', title: '⟦e⟧', items: { type: 'string', format: 'uri' } },
    f: { title: '⟦f⟧', enum: ['⟦1⟧'] },
    g: { title: '⟦g⟧', type: 'object' },
  },
}
const output = {
  images: ['https://a.example/1.png', 'https://a.example/2.png'],
  mesh: { url: 'https://a.example/3.glb' },
  text: '⟦text⟧',
  bad: { url: 'javascript:x' },
  seed: 1,
}
const KINDS: ErrorKind[] = [
  'validation',
  'insufficient-balance',
  'rate-limited',
  'network',
  'generation-failed',
  'server',
]
const request = {
  id: 'r',
  modelEndpoint: 'a/b',
  status: 'CANCELLED',
  createdAt: '2026-01-01T00:00:00Z',
} as const

const scenes: [string, ReactElement, ((emulator: Emulator) => void)?][] = [
  [
    'SchemaForm',
    <SchemaForm schema={schema} defaultValue={{ a: 'too long', c: ['⟦x⟧'], e: ['https://a.example/1'] }} />,
  ],
  ['SchemaForm without a schema', <SchemaForm />],
  ['OutputView', <OutputView output={output} />],
  ['OutputView of nothing', <OutputView output={null} />],
  ['RequestStatus', <RequestStatus request={request} />],
  [
    'RequestStatus with a way out',
    <RequestStatus request={{ ...request, status: 'IN_QUEUE' }} onCancel={() => {}} />,
  ],
  ['RequestRunner', <RequestRunner endpoint="bytedance/sdxl-lightning-4step" schema={schema} showCost />],
  ['Balance', <Balance lowBelow="500" topUpUrl="https://a.example" />],
  ['FileUploader', <FileUploader accept="image/*" maxSize={5e6} maxFiles={3} multiple />],
  ['RequestHistory', <RequestHistory />, (emulator) => void emulator.seedRequests(3)],
  ...KINDS.map((kind): [string, ReactElement] => [
    `ErrorNotice of ${kind}`,
    <ErrorNotice
      error={new ModelRunnerError({ kind, message: '⟦reason⟧', requestId: 'r' })}
      onRetry={() => {}}
      onDismiss={() => {}}
      topUpUrl="https://a.example"
    />,
  ]),
]

describe('every visible string is from the messages', () => {
  it.each(scenes)('%s', async (_, element, prepare) => {
    const platform = openPlatform({}, { messages: pseudo })
    prepare?.(platform.emulator)
    const { container } = render(element, { wrapper: platform.wrapper })
    await waitFor(() => expect(container.textContent).not.toBe(''))
    expect(strays(container)).toEqual([])
  })
})

function strays(root: Element): string[] {
  const found: string[] = []
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement
    const part = element?.closest('[data-mr-part]')?.getAttribute('data-mr-part') ?? ''
    if (!DATA.includes(part)) found.push(walker.currentNode.textContent ?? '')
  }
  for (const element of root.querySelectorAll('*')) {
    const part = element.closest('[data-mr-part]')?.getAttribute('data-mr-part') ?? ''
    for (const name of NAMING) if (!DATA.includes(part)) found.push(element.getAttribute(name) ?? '')
  }
  return found.filter((text) => !NO_WORDS.test(text) && !/⟦.*⟧/s.test(text))
}
