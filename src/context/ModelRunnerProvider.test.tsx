import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, render, renderHook, screen, waitFor } from '@testing-library/react'
import { type ComponentType, type ReactNode, StrictMode } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { emulatorFetch } from '../../test/support/emulator-fetch.js'
import { Balance } from '../components/balance/Balance.js'
import { createEmulator } from '../emulator/index.js'
import { useBalance } from '../hooks/useBalance.js'
import { useConnection } from '../hooks/useConnection.js'
import { useRequest } from '../hooks/useRequest.js'
import { useResult } from '../hooks/useResult.js'
import { useSubmit } from '../hooks/useSubmit.js'
import { HEADERS } from '../protocol/headers.js'
import { ModelRunnerProvider, type ModelRunnerProviderProps } from './ModelRunnerProvider.js'
import { useModelRunner } from './useModelRunner.js'
import { useModelRunnerContext } from './use-model-runner-context.js'
import { createLive } from '../client/live/create-live.js'

afterEach(() => vi.restoreAllMocks())

/** A provider whose every call is answered with a balance, and what was called. */
function open(props: Partial<ModelRunnerProviderProps> = {}, balance = '12.50') {
  const calls: { proxyUrl: string; target: string; headers: Headers; init: RequestInit }[] = []
  const fetch = (proxyUrl: RequestInfo | URL, init: RequestInit = {}) => {
    const headers = new Headers(init.headers)
    calls.push({ proxyUrl: String(proxyUrl), target: headers.get(HEADERS.targetUrl) ?? '', headers, init })
    return Promise.resolve(Response.json({ balance, currency: 'USD' }))
  }
  function wrapper({ children, ...more }: Partial<ModelRunnerProviderProps> & { children?: ReactNode }) {
    return (
      <ModelRunnerProvider proxyUrl="/proxy" fetch={fetch} storage={null} {...props} {...more}>
        {children}
      </ModelRunnerProvider>
    )
  }
  return { calls, wrapper }
}

const Amount = () => <i>{useBalance().balance}</i>

describe('<ModelRunnerProvider>', () => {
  it('sends each call to the proxy, with the headers of that moment and the credentials mode', async () => {
    let asked = 0
    const headers = () => Promise.resolve({ 'x-csrf': String(++asked) })
    const { calls, wrapper } = open({ headers, credentials: 'include' })
    const { result } = renderHook(() => useBalance(), { wrapper })
    await waitFor(() => expect(result.current.balance).toBe('12.50'))
    await act(() => result.current.refetch())
    expect(calls.map((call) => call.headers.get('x-csrf'))).toEqual(['1', '2'])
    expect(calls[0]).toMatchObject({
      proxyUrl: '/proxy',
      target: 'https://api.modelrunner.run/billing/balance',
      init: { credentials: 'include' },
    })
  })

  it('accepts hosts with a path', async () => {
    const { calls, wrapper } = open({ hosts: { rest: 'http://127.0.0.1:4000/rest/' } })
    const { result } = renderHook(() => useBalance(), { wrapper })
    await waitFor(() => expect(result.current.balance).toBeDefined())
    expect(calls[0]?.target).toBe('http://127.0.0.1:4000/rest/billing/balance')
  })

  it('says at once that the headers cannot be had: nothing left, so nothing can have been submitted', async () => {
    const headers = () => Promise.reject(new Error('the session is over'))
    const { calls, wrapper } = open({ headers, retry: { attempts: 1 } })
    const { result } = renderHook(() => useSubmit('a/b'), { wrapper })
    act(() => result.current.submit({}))
    await waitFor(() => expect(result.current.phase).toBe('error'))
    expect(result.current.error?.message).toContain('the session is over')
    expect(result.current.error).toMatchObject({ maybeSubmitted: false, billed: false })
    expect(calls).toEqual([])
  })

  it('uses the surrounding QueryClient, and the given one before it', async () => {
    const [around, given] = [new QueryClient(), new QueryClient()]
    const within = ({ children }: { children: ReactNode }) => (
      <QueryClientProvider client={around}>{children}</QueryClientProvider>
    )
    const { wrapper: Provider } = open()
    render(<Provider>{<Amount />}</Provider>, { wrapper: within })
    await screen.findByText('12.50')
    expect(around.getQueryCache().getAll()).toHaveLength(1)
    render(<Provider queryClient={given}>{<Amount />}</Provider>, { wrapper: within })
    await waitFor(() => expect(given.getQueryCache().getAll()).toHaveLength(1))
  })

  it('is itself whatever defaults an app gave its QueryClient', async () => {
    const queryClient = new QueryClient({ defaultOptions: { queries: { throwOnError: true, retry: 5 } } })
    const fetch = () => Promise.resolve(Response.json({ error: 'Forbidden' }, { status: 403 }))
    const { wrapper } = open({ queryClient, fetch, live: 'off' })
    const { result } = renderHook(() => ({ ...useResult('r1'), client: useModelRunnerContext().client }), {
      wrapper,
    })
    // It ended well, as an item without its output tells; the one read for that fails.
    const item = { id: 'r1', modelEndpoint: 'a/b', status: 'COMPLETED', billingStatus: 'charged' } as const
    act(() => result.current.client.use(createLive).requests.applyItem(item))
    await waitFor(() => expect(result.current.error?.kind).toBe('forbidden'))
    expect(result.current.isPending).toBe(false)
  })

  it('keeps two on one page apart', async () => {
    const [one, two] = [open({}, '1'), open({ userKey: 'two' }, '2')]
    const { container } = render(
      <>
        <one.wrapper>{<Amount />}</one.wrapper>
        <two.wrapper>{<Amount />}</two.wrapper>
      </>,
    )
    await waitFor(() => expect(container).toHaveTextContent('12'))
  })

  it("drops the previous user's stream and everything shown when userKey changes", async () => {
    const emulator = createEmulator()
    const props = { fetch: emulatorFetch(emulator), hosts: emulator.hosts }
    const { wrapper: Provider } = open(props)
    let userKey = 'ada'
    const { result, rerender, unmount } = renderHook(
      () => ({ run: useRequest('test/slow'), connection: useConnection() }),
      {
        wrapper: ({ children }) => (
          <StrictMode>
            <Provider userKey={userKey}>{children}</Provider>
          </StrictMode>
        ),
      },
    )
    act(() => result.current.run.submit({ text: 'mine' }))
    await waitFor(() => expect(result.current.connection.state).toBe('live'))
    userKey = 'bob'
    rerender()
    expect(result.current.run).toMatchObject({ phase: 'idle', requestId: undefined, variables: undefined })
    expect(result.current.connection.state).toBe('idle')
    await waitFor(() => expect(emulator.streams().open).toBe(0))
    act(() => result.current.run.submit({ text: 'mine' }))
    await waitFor(() => expect(emulator.streams().open).toBe(1))
    unmount()
    await waitFor(() => expect(emulator.streams().open).toBe(0))
    emulator.dispose()
  })

  it('calls the new proxy when proxyUrl changes, and keeps the client while options are only new objects', async () => {
    const { calls, wrapper: Provider } = open()
    const clients = new Set<unknown>()
    function App() {
      clients.add(useModelRunner().client)
      return <Amount />
    }
    const page = (proxyUrl: string) => (
      <Provider
        proxyUrl={proxyUrl}
        retry={{ attempts: 2 }}
        hosts={{ queue: 'https://queue.example' }}
        headers={() => ({})}
        onError={() => {}}
      >
        <App />
      </Provider>
    )
    const { rerender } = render(page('/one'))
    await screen.findByText('12.50')
    rerender(page('/one'))
    expect(clients.size).toBe(1)
    rerender(page('/two'))
    await waitFor(() => expect(calls.map(({ proxyUrl }) => proxyUrl)).toEqual(['/one', '/two']))
  })

  it('uses new messages at once, and English for missing or undefined ones', async () => {
    const { calls, wrapper: Provider } = open()
    const page = (balanceLabel: string | undefined) => (
      <Provider messages={{ balanceLabel }}>
        <Balance />
      </Provider>
    )
    const { rerender } = render(page('Guthaben'))
    await screen.findByText('$12.50')
    expect(screen.getByText('Guthaben')).toBeVisible()
    rerender(page('Solde'))
    expect(screen.getByText('Solde')).toBeVisible()
    rerender(page(undefined))
    expect(screen.getByText('Balance')).toBeVisible()
    expect(calls).toHaveLength(1)
  })

  it('throws an error that says what to do', () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    expect(() => renderHook(() => useModelRunner())).toThrow(
      /wrap the app in <ModelRunnerProvider proxyUrl="\/api\/modelrunner\/proxy">.*docs\/getting-started\.md/,
    )
  })

  it('is missed with other words where it is the provider of a second copy of the package', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    vi.resetModules()
    const other = await import('./use-model-runner-context.js')
    const wrapper = ({ children }: { children: ReactNode }) => (
      <ModelRunnerProvider proxyUrl="/proxy">{children}</ModelRunnerProvider>
    )
    expect(() => renderHook(() => other.useModelRunnerContext(), { wrapper })).toThrow(/two copies.*npm ls/)
  })

  it('warns the developer once that proxyUrl is missing', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const Provider = ModelRunnerProvider as ComponentType
    render(
      <StrictMode>
        <Provider />
      </StrictMode>,
    )
    expect(warn).toHaveBeenCalledOnce()
    expect(warn.mock.calls[0]?.[0]).toMatch(
      /proxyUrl is missing.*proxyUrl="\/api\/modelrunner\/proxy".*docs\//,
    )
  })
})
