// An app's strictest TypeScript over the packed types: compiled by types.test.ts, never run.
import {
  Balance,
  ErrorNotice,
  FileLibrary,
  FileUploader,
  ModelRunnerProvider,
  OutputView,
  RequestHistory,
  RequestRunner,
  RequestStatus,
  SchemaForm,
  useRequest,
  useResult,
  useSubmit,
} from 'modelrunner-react'
import { createEmulator } from 'modelrunner-react/emulator'
import { de } from 'modelrunner-react/messages/de'
import { createProxyHandler, toNodeHandler, toRouteHandlers } from 'modelrunner-react/proxy'

declare module 'modelrunner-react' {
  interface EndpointTypes {
    'acme/poster': { input: { prompt: string; seed?: number }; output: string[] }
  }
}

export function Hooks() {
  const known = useRequest('acme/poster', {
    onSucceeded: ({ output }) => output satisfies string[] | undefined,
  })
  known.submit({ prompt: 'a boat' })
  // @ts-expect-error the endpoint has no such field
  known.submit({ promt: 'a boat' })
  known.output satisfies string[] | undefined

  const unknown = useRequest('acme/other')
  unknown.submit({ anything: 1 })
  // @ts-expect-error what an unknown model gives has to be looked at first
  unknown.output satisfies string | undefined

  const said = useSubmit<{ text: string }, string>('acme/other')
  said.submit({ text: 'hello' })
  // @ts-expect-error the type that was given holds
  said.submit({ text: 1 })
  useResult<string>('id').output satisfies string | undefined
  return <ErrorNotice error={known.error} onRetry={known.retry} />
}

export function Components() {
  return (
    <ModelRunnerProvider proxyUrl="/proxy" messages={de} retry={{ attempts: 2 }} storage={null}>
      <RequestRunner
        endpoint="acme/poster"
        defaultInput={{ prompt: 'a boat' }}
        onSucceeded={({ output }) => output satisfies string[] | undefined}
        classNames={{ form: 'mine' }}
        aria-label="Poster"
        id="poster"
      />
      {/* @ts-expect-error no such field */}
      <RequestRunner endpoint="acme/poster" defaultInput={{ promt: 'a boat' }} />
      <FileUploader accept="image/*" onChange={(urls) => urls satisfies string[]} name="picture" />
      <FileLibrary selectable onSelect={(files) => void files} />
      <RequestHistory onSelect={({ id }) => id satisfies string} />
      <RequestStatus requestId="id" ref={(element) => void (element satisfies HTMLDivElement | null)} />
      <OutputView output="text" style={{ color: 'red' }} data-test="output" />
      <SchemaForm schema={{ type: 'object' }} onSubmit={(input) => void input} />
      <Balance lowBelow="5" />
      {/* @ts-expect-error no such prop: props are not loose */}
      <Balance lowBellow="5" />
      {/* @ts-expect-error no such part */}
      <Balance classNames={{ amonut: 'mine' }} />
    </ModelRunnerProvider>
  )
}

/** An app passes on what it has itself: optional props and options take `undefined`. */
export function PassedOn({ name, locale }: { name: string | undefined; locale: undefined }) {
  const { submit } = useRequest('acme/poster', {
    persistKey: name,
    metadata: undefined,
    onSubmitted: undefined,
  })
  submit({ prompt: 'a boat' }, { priority: undefined })
  return (
    <ModelRunnerProvider proxyUrl="/proxy" userKey={name} messages={locale} retry={undefined}>
      <RequestRunner endpoint="acme/poster" persistKey={name} onFailed={undefined} className={name} />
      <FileUploader name={name} accept={name} maxFiles={undefined} onChange={undefined} />
    </ModelRunnerProvider>
  )
}
createProxyHandler({ apiKey: undefined, authorize: undefined, onEvent: undefined, limits: undefined })
createEmulator({ seed: undefined })

const handler = createProxyHandler({ authorize: () => ({ userId: 'ann' }), onEvent: (event) => void event })
export const server = [toNodeHandler(handler), toRouteHandlers(handler).POST, createEmulator().fetch]
