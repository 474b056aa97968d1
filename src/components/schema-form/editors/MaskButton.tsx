import { type ComponentType, useState } from 'react'
import { enFileField } from '../../../messages/english/en-file-field.js'
import { Icon } from '../../internal/Icon.js'
import * as toolsIcons from '../../internal/icons/tools-icons.js'
import { useAreaMessages } from '../../internal/use-area-messages.js'
import type { MaskEditorProps } from '../../mask-editor/MaskEditor.js'
import { type FilePlan, getIn, type Path } from '../field-plan.js'
import type { WidgetProps } from '../fields-options.js'
import { useFormContext } from '../form-context.js'
import { Part } from '../parts.js'

type MaskButtonProps = WidgetProps<FilePlan> & {
  /** The path of the picture that is masked. */
  imagePath: Path
}

/** Paints a mask over the picture beside it; the editor is fetched when it is opened. Uploading one stays possible. */
export function MaskButton({ id, imagePath: imagePath, label, disabled, onChange }: MaskButtonProps) {
  const messages = useAreaMessages(enFileField)
  const { input } = useFormContext()
  const [editor, setEditor] = useState<{ MaskEditor: ComponentType<MaskEditorProps> }>()
  const [state, setState] = useState<'closed' | 'loading' | 'open' | 'failed'>('closed')
  const source = getIn(input, imagePath)
  const isUsable = (typeof source === 'string' && source !== '') || source instanceof Blob

  async function open() {
    setState('loading')
    try {
      setEditor(editor ?? (await import('../../mask-editor/MaskEditor.js')))
      setState('open')
    } catch {
      setState('failed')
    }
  }

  return (
    <>
      <Part
        part="paintMask"
        as="button"
        type="button"
        look="button small"
        id={`${id}-paint`}
        disabled={disabled || !isUsable}
        aria-describedby={`${id}-label`}
        onClick={() => void open()}
      >
        <Icon path={toolsIcons.brush} />
        {messages.maskPaint}
      </Part>
      {!isUsable && (
        <Part part="counter" as="p" look="hint">
          {messages.maskNeedsPicture}
        </Part>
      )}
      {state === 'failed' && (
        <Part part="counter" as="p" look="hint" role="alert">
          {messages.maskFailed}
        </Part>
      )}
      {state === 'open' && editor && isUsable && (
        <editor.MaskEditor
          sourceImage={source}
          label={label}
          onClose={() => setState('closed')}
          onDone={(file) => {
            onChange(file)
            setState('closed')
          }}
        />
      )}
    </>
  )
}
