import { act, renderHook } from '@testing-library/react'
import { type ReactNode, StrictMode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { describe, expect, it, vi } from 'vitest'
import {
  Balance,
  ChatRunner,
  ErrorNotice,
  FileLibrary,
  FilePicker,
  FileUploader,
  ModelRunnerError,
  ModelRunnerProvider,
  OutputView,
  RequestHistory,
  RequestRunner,
  RequestStatus,
  SchemaForm,
  useBalance,
  useCancel,
  useChat,
  useConnection,
  useFile,
  useFiles,
  useModel,
  useModels,
  usePricing,
  useRequest,
  useRequests,
  useRequestStatus,
  useResult,
  useSubmit,
  useTags,
  useUpload,
} from '../src/index.js'

const SCHEMA = {
  type: 'object',
  properties: {
    prompt: { type: 'string' },
    image_url: { type: 'string', format: 'uri' },
    count: { type: 'integer', minimum: 1, maximum: 3, default: 2 },
  },
}
const failure = (kind: ModelRunnerError['kind']) =>
  new ModelRunnerError({ kind, message: 'It failed.', requestId: 'r1', retryAfterMs: 2000 })
const nothing = () => {}

const COMPONENTS: Record<string, ReactNode> = {
  'RequestRunner, loading': <RequestRunner endpoint="a/b" persistKey="k" showCost />,
  'RequestRunner, with its form': <RequestRunner endpoint="a/b" schema={SCHEMA} />,
  ChatRunner: <ChatRunner endpoint="a/b" persistKey="k" showCost />,
  FileUploader: <FileUploader multiple name="files" defaultValue={['https://a.example/b.png']} />,
  'ErrorNotice, 402': (
    <ErrorNotice error={failure('insufficient-balance')} onRetry={nothing} topUpUrl="/pay" />
  ),
  'ErrorNotice, 429': <ErrorNotice error={failure('rate-limited')} onRetry={nothing} />,
  'ErrorNotice, network': <ErrorNotice error={failure('network')} onRetry={nothing} onDismiss={nothing} />,
  'RequestStatus by id': <RequestStatus requestId="r1" onCancel={nothing} />,
  'RequestStatus by item': (
    <RequestStatus
      request={{ id: 'r1', modelEndpoint: 'a/b', status: 'IN_PROGRESS', createdAt: '2026-01-01T00:00:00Z' }}
    />
  ),
  OutputView: <OutputView output={['https://a.example/b.png', 'https://a.example/c', { more: 1 }]} />,
  SchemaForm: <SchemaForm schema={SCHEMA} />,
  'SchemaForm, without a schema': <SchemaForm schema={undefined} />,
  FileLibrary: <FileLibrary selectable />,
  FilePicker: <FilePicker onPick={nothing} />,
  RequestHistory: <RequestHistory onSelect={nothing} />,
  Balance: <Balance lowBelow={5} topUpUrl="/pay" />,
}

const HOOKS: Record<string, () => object> = {
  useSubmit: () => useSubmit('a/b'),
  useRequest: () => useRequest('a/b'),
  useRequestPersisted: () => useRequest('a/b', { persistKey: 'k' }),
  useRequestStatusIdle: () => useRequestStatus(undefined),
  useRequestStatus: () => useRequestStatus('r1'),
  useResultIdle: () => useResult(undefined),
  useResult: () => useResult('r1'),
  useCancel,
  useChat: () => useChat('a/b'),
  useChatPersisted: () => useChat('a/b', { persistKey: 'k' }),
  useConnection,
  useUpload: () => useUpload(),
  useFiles: () => useFiles(),
  useFile: () => useFile('f1'),
  useTags,
  useRequests: () => useRequests({ metadata: { team: 'a' } }),
  useModelIdle: () => useModel(undefined),
  useModel: () => useModel('a/b'),
  useModels: () => useModels({ capability: ['fast'] }),
  usePricingIdle: () => usePricing(undefined),
  usePricing: () => usePricing('a/b', {}),
  useBalance,
}

/** A provider that must not call anything on the server; in the browser nothing answers. */
function open() {
  const fetch = vi.fn(() => new Promise<Response>(nothing))
  const page = (children: ReactNode) => (
    <StrictMode>
      <ModelRunnerProvider proxyUrl="/api/modelrunner/proxy" fetch={fetch}>
        {children}
      </ModelRunnerProvider>
    </StrictMode>
  )
  return { fetch, page }
}

/** Hydrates what the server gave; React tells of each mismatch. */
async function hydrate(html: string, app: ReactNode) {
  const container = document.createElement('div')
  document.body.append(container)
  container.innerHTML = html
  // A spy of `vi.fn` would look into the second argument, which React minds.
  const problems: unknown[] = []
  const root = await act(() =>
    Promise.resolve(hydrateRoot(container, app, { onRecoverableError: (error) => problems.push(error) })),
  )
  expect(problems).toEqual([])
  await act(() => Promise.resolve(root.unmount()))
  container.remove()
}

describe.each(Object.entries(COMPONENTS))('%s', (_name, element) => {
  it('renders on the server without a call or a style attribute, and hydrates', async () => {
    const { fetch, page } = open()
    const html = renderToString(page(element))
    expect(html).toContain('data-mr-part="root"')
    // A strict CSP refuses them in served HTML.
    expect(html).not.toContain(' style="')
    expect(fetch).not.toHaveBeenCalled()
    await hydrate(html, page(element))
  })
})

describe.each(Object.entries(HOOKS))('%s', (_name, hook) => {
  it('renders on the server without a call, and hydrates', async () => {
    const { fetch, page } = open()
    const Shown = () => <pre>{JSON.stringify(hook())}</pre>
    const html = renderToString(page(<Shown />))
    expect(fetch).not.toHaveBeenCalled()
    await hydrate(html, page(<Shown />))
  })

  it('hands out the same functions in each render', async () => {
    const { page } = open()
    const { result, rerender } = renderHook(hook, { wrapper: ({ children }) => page(children) })
    const functions = () =>
      Object.fromEntries(Object.entries(result.current).filter(([, value]) => typeof value === 'function'))
    const first = functions()
    await act(() => Promise.resolve())
    rerender()
    for (const [name, value] of Object.entries(functions())) expect(value, name).toBe(first[name])
  })
})
