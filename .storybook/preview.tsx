import type { Decorator, Preview } from '@storybook/react-vite'
import 'modelrunner-react/styles.css'
import './preview.css'
import { startMediaWorker } from './platform/media-worker.js'
import { StoryProvider } from './platform/StoryProvider.js'
import type { StoryParameters } from './platform/story-parameters.js'
import { globalTypes, initialGlobals } from './toolbar.js'

const withSurface: Decorator = (Story, { globals }) => (
  <div className="surface" data-mr-theme={globals.theme} dir={globals.direction}>
    <Story />
  </div>
)

const withPlatform: Decorator = (Story, { id, globals, parameters }) => {
  const own: StoryParameters = parameters.modelrunner ?? {}
  if (own.none) return <Story />
  const choices = {
    latencyMs: Number(globals.latency),
    scenario: String(globals.scenario),
    wart: String(globals.wart),
  }
  return (
    <StoryProvider key={JSON.stringify(choices)} storyId={id} parameters={own} choices={choices}>
      <Story />
    </StoryProvider>
  )
}

const preview: Preview = {
  globalTypes,
  initialGlobals,
  decorators: [withPlatform, withSurface],
  loaders: [startMediaWorker],
  tags: ['autodocs'],
  parameters: {
    layout: 'fullscreen',
    a11y: { test: 'error' },
    controls: { expanded: true, sort: 'requiredFirst' },
    backgrounds: { disable: true },
    options: {
      storySort: { order: ['Welcome', 'Guides', 'Components', 'Hooks', '*'] },
    },
  },
}

export default preview
