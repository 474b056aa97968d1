import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTags } from '../../hooks/useTags.js'
import type { Messages } from '../../messages/messages.js'
import { Part } from './parts.js'
import type { LibraryFilters } from './use-library-filters.js'

/** Chooses tags, any or all of which a file must have. A native disclosure, which closes like a menu. */
export function TagFilter({ filters, messages }: { filters: LibraryFilters; messages: Messages }) {
  const { tags } = useTags()
  const { chosen, choose } = filters
  const ref = useRef<HTMLDetailsElement>(null)
  const toggle = (id: string) =>
    choose({
      tagIds: chosen.tagIds.includes(id)
        ? chosen.tagIds.filter((each) => each !== id)
        : [...chosen.tagIds, id],
    })

  // In a dialog, the key is for what is open in it.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !ref.current?.open) return
    event.preventDefault()
    event.stopPropagation()
    ref.current.open = false
    ref.current.querySelector('summary')?.focus()
  }
  useEffect(() => {
    const closeFromOutside = ({ target }: Event) => {
      if (ref.current && target instanceof Node && !ref.current.contains(target)) ref.current.open = false
    }
    document.addEventListener('pointerdown', closeFromOutside)
    document.addEventListener('focusin', closeFromOutside)
    return () => {
      document.removeEventListener('pointerdown', closeFromOutside)
      document.removeEventListener('focusin', closeFromOutside)
    }
  }, [])

  return (
    <Part part="tagFilter" as="details" ref={ref} onKeyDown={onKeyDown}>
      <Part part="action" as="summary" look="button">
        {messages.libraryTagsChosen(chosen.tagIds.length)}
      </Part>
      <Part part="tagOption" as="fieldset" look="card row" aria-label={messages.libraryTags}>
        {tags.length === 0 && messages.libraryNoTags}
        {tags.map((tag) => (
          <label key={tag.id} data-mr-look="row">
            <input
              type="checkbox"
              data-mr-look="check"
              checked={chosen.tagIds.includes(tag.id)}
              onChange={() => toggle(tag.id)}
            />
            <bdi>{tag.name}</bdi>
          </label>
        ))}
        {chosen.tagIds.length > 1 && (
          <Part
            part="select"
            as="select"
            look="input"
            aria-label={messages.libraryTags}
            value={chosen.tagRule}
            onChange={(event) => choose({ tagRule: event.target.value === 'all' ? 'all' : 'any' })}
          >
            <option value="any">{messages.libraryTagAny}</option>
            <option value="all">{messages.libraryTagAll}</option>
          </Part>
        )}
      </Part>
    </Part>
  )
}
