import type { Decorator, Preview, StoryContext } from '@storybook/react-vite'
import type { Messages } from 'modelrunner-react'
import { configure } from 'storybook/test'
import 'modelrunner-react/styles.css'
import './preview.css'
import { DocsPage } from './platform/DocsPage.js'
import { languages } from './platform/languages.js'
import { startMediaWorker } from './platform/media-worker.js'
import { StoryProvider } from './platform/StoryProvider.js'
import type { StoryParameters } from './platform/story-parameters.js'
import { ThemedDocs } from './platform/ThemedDocs.js'
import { globalTypes, initialGlobals } from './toolbar.js'

// A limit for what hangs, not a measure of speed: what is loaded on demand takes its time on a busy machine.
configure({ asyncUtilTimeout: 30_000 })

const withSurface: Decorator = (Story, { globals, loaded }) => {
  const { direction: chosen } = globals
  const { locale, direction } = messagesOf(loaded) ?? {}
  return (
    <div
      className="surface"
      data-mr-theme={globals.theme}
      data-mr-preset={globals.preset === 'none' ? undefined : globals.preset}
      data-mr-density={globals.density === 'compact' ? 'compact' : undefined}
      lang={locale}
      dir={chosen === 'auto' ? (direction ?? 'ltr') : chosen}
    >
      <Story />
    </div>
  )
}

const withPlatform: Decorator = (Story, { id, globals, parameters, loaded }) => {
  const own: StoryParameters = parameters.modelrunner ?? {}
  if (own.none) return <Story />
  const choices = {
    latencyMs: Number(globals.latency),
    scenario: String(globals.scenario),
    wart: String(globals.wart),
  }
  const user = globals.user === 'none' ? undefined : String(globals.user)
  return (
    <StoryProvider
      key={JSON.stringify([choices, user])}
      storyId={id}
      parameters={own}
      choices={choices}
      user={user}
      messages={messagesOf(loaded)}
    >
      <Story />
    </StoryProvider>
  )
}

/** What `loadMessages` loaded. */
function messagesOf(loaded: Record<string, unknown>): Partial<Messages> | undefined {
  return loaded.messages as Partial<Messages> | undefined
}

const loadMessages = async ({ globals, parameters }: StoryContext) => {
  const own: StoryParameters = parameters.modelrunner ?? {}
  return { messages: await languages[own.language ?? String(globals.locale)]?.load() }
}

const preview: Preview = {
  globalTypes,
  initialGlobals,
  decorators: [withPlatform, withSurface],
  loaders: [startMediaWorker, loadMessages],
  async afterEach(context) {
    // In tests alone, which can change the size of the window: a build drops it.
    if (import.meta.env.MODE === 'test') await (await import('./platform/check-fit.js')).checkFit(context)
  },
  tags: ['autodocs'],
  parameters: {
    layout: 'fullscreen',
    a11y: { test: 'error' },
    docs: { container: ThemedDocs, page: DocsPage },
    controls: { expanded: true, sort: 'requiredFirst' },
    backgrounds: { disable: true },
    options: {
      storySort: {
        order: [
          'Welcome',
          'Guides',
          [
            'Getting started',
            'Provider and hooks',
            'Theming',
            'Parts',
            'Errors',
            'Uploads',
            'Files',
            'Models, prices, history',
            'Proxy',
            'Testing',
            'Emulator',
            'Going live',
          ],
          'Looks',
          'Components',
          [
            'RequestRunner',
            'ChatRunner',
            'SchemaForm',
            'FileField',
            'FileUploader',
            'FileLibrary',
            'RequestStatus',
            'OutputView',
            'ErrorNotice',
            'RequestHistory',
            'Balance',
            'Long text',
          ],
          'Hooks',
          [
            'useRequest',
            'useSubmit',
            'useRequestStatus',
            'useResult',
            'useCancel',
            'useUpload',
            'useFiles',
            'useFile',
            'useTags',
            'useRequests',
            'useModels',
            'useModel',
            'usePricing',
            'useBalance',
            'useConnection',
            'useModelRunner',
          ],
          '*',
        ],
      },
    },
  },
}

export default preview
