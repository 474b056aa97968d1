import { configure, render, screen, within } from '@testing-library/react'
import { type ReactNode, useCallback } from 'react'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testConformance } from '../../../test/conformance.js'
import { startUploadPlatform, type UploadPlatform } from '../../../test/support/upload-platform.js'
import { ModelRunnerProvider } from '../../context/ModelRunnerProvider.js'
import type { Messages } from '../../messages/messages.js'
import type { JsonSchema } from '../../protocol/model.js'
import type { FilePlan } from '../schema-form/field-plan.js'
import type { WidgetProps } from '../schema-form/fields-options.js'
import { SchemaForm } from '../schema-form/SchemaForm.js'
import { FileField } from './FileField.js'
import { preloadListNow } from '../file-list/EntryRows.js'

// Rows are a chunk of their own, fetched after the first paint.
beforeAll(() => preloadListNow())

configure({ asyncUtilTimeout: 15_000 })
const SCHEMA: JsonSchema = {
  required: ['images'],
  properties: { images: { type: 'array', items: { type: 'string', format: 'uri' } } },
}

let platform: UploadPlatform
beforeEach(async () => {
  platform = await startUploadPlatform()
})

function App({ children, messages }: { children: ReactNode; messages?: Partial<Messages> }) {
  return (
    <ModelRunnerProvider {...platform.options} messages={messages} storage={null}>
      {children}
    </ModelRunnerProvider>
  )
}

/** It stands in a form, which gives it what a field is given. */
function InForm({ given }: { given: object }) {
  const Widget = useCallback((widget: WidgetProps<FilePlan>) => <FileField {...widget} {...given} />, [given])
  return (
    <SchemaForm schema={SCHEMA} defaultValue={{ images: ['https://media.test/a.png'] }} fileField={Widget} />
  )
}

describe('FileField', () => {
  testConformance({
    component: 'file-field',
    element: (props) => <InForm given={props} />,
    parts: ['list', 'ways', 'way', 'panels', 'panel', 'link', 'addLink'],
    message: 'formWayUpload',
    wrapper: App,
  })

  it('says that it must be filled in also where a file is chosen, for who does not see the star', () => {
    render(<InForm given={{}} />, { wrapper: App })
    const group = screen.getByRole('group', { name: 'Images' })
    expect(group).toHaveAccessibleDescription('Required')
    expect(within(group).getByRole('button', { name: 'Choose files' })).toHaveAccessibleDescription(
      /Images Required/,
    )
  })
})
