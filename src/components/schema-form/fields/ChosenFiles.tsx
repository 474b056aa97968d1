import { nameInUrl } from '../../file-uploader/name-in-url.js'
import { FileName } from '../../internal/FileName.js'
import { Icon, type IconName } from '../../internal/Icon.js'
import { useMessages } from '../../internal/use-messages.js'
import { Part } from '../parts.js'
import { focusSoon } from './focus-soon.js'

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
export function ChosenFiles({ id, entries, ordered, disabled, onChange }: ChosenFilesProps) {
  const messages = useMessages()

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
        const action = (verb: string, icon: IconName, label: string, onClick: () => void, unable = false) => (
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
            <Icon name={icon} />
          </Part>
        )
        return (
          <Part part="item" as="li" look="well" key={`${name}-${index}`} data-chosen="">
            <Part part="itemName" as="bdi" look="truncate" title={name}>
              <FileName name={name} />
            </Part>
            {ordered && entries.length > 1 && (
              <>
                {action('up', 'up', messages.formMoveUp(name), () => move(index, -1), index === 0)}
                {action(
                  'down',
                  'down',
                  messages.formMoveDown(name),
                  () => move(index, 1),
                  index === entries.length - 1,
                )}
              </>
            )}
            {action('remove', 'close', messages.formRemoveItem(name), () => remove(index))}
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
