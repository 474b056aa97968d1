import type { ComponentType } from 'react'
import { PromptBox } from './examples/PromptBox.js'
import promptBox from './examples/PromptBox.tsx?raw'
import { Runner } from './examples/Runner.js'
import runner from './examples/Runner.tsx?raw'
import { Uploads } from './examples/Uploads.js'
import uploads from './examples/Uploads.tsx?raw'
import { Library } from './examples/Library.js'
import library from './examples/Library.tsx?raw'
import { History } from './examples/History.js'
import history from './examples/History.tsx?raw'

interface Example {
  id: string
  title: string
  Component: ComponentType
  /** The source of the component, as it is shown and run. */
  code: string
}

export const examples: readonly [Example, ...Example[]] = [
  { id: 'runner', title: 'A model as a form', Component: Runner, code: runner },
  { id: 'prompt', title: 'Your own elements with one hook', Component: PromptBox, code: promptBox },
  { id: 'uploads', title: 'Uploads', Component: Uploads, code: uploads },
  { id: 'library', title: 'File library', Component: Library, code: library },
  { id: 'history', title: 'History', Component: History, code: history },
]
