import { useRef, useState } from 'react'
import { enFileField } from '../../../messages/english/en-file-field.js'
import { enForm } from '../../../messages/english/en-form.js'
import { Icon, type IconPath } from '../../internal/Icon.js'
import * as commonIcons from '../../internal/icons/common-icons.js'
import { useAfterPress } from '../../internal/use-after-press.js'
import { useAreaMessages } from '../../internal/use-area-messages.js'
import type { FilePlan, Path } from '../field-plan.js'
import type { WidgetProps } from '../fields-options.js'
import { useFormContext, focusSoon } from '../form-context.js'
import { Part } from '../parts.js'
import { loadEditors, useEditors } from '../LazyControl.js'
import { nameInUrl } from '../../file-list/file-entries.js'
import { FileName } from '../../internal/FileName.js'

/**
 * A link to a file, or a file to upload with the submit: chosen, dropped or pasted; several, in order. The file itself
 * is the value, never its bytes as text. `fileField` of the form replaces it.
 */
export function FileField(props: WidgetProps<FilePlan>) {
  const { fileField: Replacement } = useFormContext()
  return (
    <>
      {Replacement ? <Replacement {...props} /> : <PlainFileField {...props} />}
      {props.plan.maskOf && <MaskControl {...props} imagePath={props.plan.maskOf} />}
    </>
  )
}

/** What paints a mask is fetched with the first field that takes one; uploading one is possible without it. */
function MaskControl(props: WidgetProps<FilePlan> & { imagePath: Path }) {
  const messages = useAreaMessages(enForm)
  const editors = useEditors(true)
  if (editors.state === 'ready') return <editors.value.MaskButton {...props} />
  if (editors.state !== 'failed') return null
  return (
    <Part part="retry" as="button" type="button" look="button small" onClick={() => void loadEditors()}>
      {messages.formLoadAgain}
    </Part>
  )
}

function PlainFileField({
  id,
  plan,
  value,
  onChange,
  label,
  describedBy,
  invalid,
  disabled,
}: WidgetProps<FilePlan>) {
  const messages = useAreaMessages(enFileField)
  const chooser = useRef<HTMLInputElement>(null)
  const [link, setLink] = useState('')
  const afterPress = useAfterPress()
  const entries: unknown[] = Array.isArray(value) ? value : value === undefined || value === '' ? [] : [value]
  const { multiple } = plan
  const isFull = plan.maxItems !== undefined && entries.length >= plan.maxItems
  const chosen = multiple ? entries : entries.filter((entry) => typeof entry !== 'string')
  const set = (next: unknown[]) => onChange(multiple ? next : next[0])

  function addFiles(files: readonly File[]) {
    if (files.length > 0) set([...(multiple ? entries : []), ...files].slice(0, plan.maxItems))
  }
  function addLink() {
    if (!link.trim()) return
    set([...entries, link.trim()])
    setLink('')
  }

  return (
    <>
      {chosen.length > 0 && (
        <ChosenFiles id={id} entries={chosen} ordered={multiple} disabled={disabled} onChange={set} />
      )}
      {(multiple ? !isFull : chosen.length === 0) && (
        <Part
          part="item"
          onDragOver={(event) => event.preventDefault()}
          onDrop={(event) => {
            event.preventDefault()
            if (!disabled) addFiles([...event.dataTransfer.files])
          }}
          onPaste={(event) => {
            if (event.clipboardData.files.length === 0) return
            event.preventDefault()
            addFiles([...event.clipboardData.files])
          }}
        >
          <Part
            part="input"
            as="input"
            look="input"
            id={id}
            {...(plan.freeText ? { type: 'text' } : { type: 'url', inputMode: 'url' })}
            dir="ltr"
            placeholder={plan.freeText ? undefined : 'https://'}
            aria-label={multiple ? `${label}: ${messages.formFileUrl}` : label}
            value={multiple ? link : typeof value === 'string' ? value : ''}
            disabled={disabled}
            aria-describedby={describedBy}
            aria-invalid={invalid || undefined}
            aria-required={plan.required || undefined}
            onChange={(event) =>
              multiple ? setLink(event.target.value) : onChange(event.target.value.trim() || undefined)
            }
            onBlur={multiple ? () => afterPress(addLink) : undefined}
            onKeyDown={(event) => {
              if (!multiple || event.key !== 'Enter' || !link || event.metaKey || event.ctrlKey) return
              event.preventDefault()
              addLink()
            }}
          />
          <Part
            part="chooseFile"
            as="button"
            type="button"
            look="button"
            disabled={disabled}
            aria-describedby={`${id}-label`}
            onClick={() => chooser.current?.click()}
          >
            <Icon path={commonIcons.upload} />
            {multiple ? messages.formChooseFiles : messages.formChooseFile}
          </Part>
        </Part>
      )}
      <input
        ref={chooser}
        type="file"
        hidden
        aria-label={label}
        accept={plan.accept}
        multiple={multiple}
        disabled={disabled}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])]
          // The same file may be chosen again after it was removed.
          event.target.value = ''
          addFiles(files)
        }}
      />
    </>
  )
}

interface ChosenFilesProps {
  id: string
  /** Files and URLs. */
  entries: readonly unknown[]
  /** Their order counts and can be changed. */
  ordered: boolean
  disabled: boolean
  onChange: (entries: unknown[]) => void
}

/** What a file field holds, by name, to take out or to move. */
function ChosenFiles({ id, entries, ordered, disabled, onChange }: ChosenFilesProps) {
  const messages = useAreaMessages(enFileField)

  function remove(index: number) {
    onChange(entries.filter((_, at) => at !== index))
    focusSoon(
      () => document.getElementById(`${id}-remove-${Math.max(0, index - 1)}`) ?? document.getElementById(id),
    )
  }
  function move(index: number, by: -1 | 1) {
    const next = [...entries]
    next.splice(index + by, 0, ...next.splice(index, 1))
    onChange(next)
    focusSoon(() => document.getElementById(`${id}-${by < 0 ? 'up' : 'down'}-${index + by}`))
  }

  return (
    <Part part="list" as="ol" look="list stack">
      {entries.map((entry, index) => {
        const name = nameOf(entry)
        const action = (verb: string, icon: IconPath, label: string, onClick: () => void, unable = false) => (
          <Part
            part="itemAction"
            as="button"
            type="button"
            look="button quiet icon small"
            id={`${id}-${verb}-${index}`}
            // Not `disabled`: the focus that is on it must not be lost.
            aria-disabled={disabled || unable || undefined}
            aria-label={label}
            onClick={() => !disabled && !unable && onClick()}
          >
            <Icon path={icon} />
          </Part>
        )
        return (
          <Part part="item" as="li" look="well" key={`${name}-${index}`} data-chosen="">
            <Part part="itemName" as="bdi" look="truncate" title={name}>
              <FileName name={name} />
            </Part>
            {ordered && entries.length > 1 && (
              <>
                {action('up', commonIcons.up, messages.formMoveUp(name), () => move(index, -1), index === 0)}
                {action(
                  'down',
                  commonIcons.down,
                  messages.formMoveDown(name),
                  () => move(index, 1),
                  index === entries.length - 1,
                )}
              </>
            )}
            {action('remove', commonIcons.close, messages.formRemoveItem(name), () => remove(index))}
          </Part>
        )
      })}
    </Part>
  )
}

function nameOf(entry: unknown): string {
  if (entry instanceof File) return entry.name
  const text = entry instanceof Blob ? entry.type : String(entry)
  return /^https?:/.test(text) ? nameInUrl(text) : text
}
