import { useTags } from '../../hooks/useTags.js'
import type { Messages } from '../../messages/messages.js'
import { Part } from './parts.js'
import type { LibraryFilters } from './use-library-filters.js'

/** Chooses tags, any or all of which a file must have. A native disclosure: it needs no script and no layer. */
export function TagFilter({ filters, messages }: { filters: LibraryFilters; messages: Messages }) {
  const { tags } = useTags()
  const { chosen, choose } = filters
  const toggle = (id: string) =>
    choose({
      tagIds: chosen.tagIds.includes(id)
        ? chosen.tagIds.filter((each) => each !== id)
        : [...chosen.tagIds, id],
    })

  return (
    <Part part="tagFilter" as="details">
      <Part part="action" as="summary" look="button">
        {messages.libraryTagsChosen(chosen.tagIds.length)}
      </Part>
      <Part part="tagOption" as="fieldset" look="card row" aria-label={messages.libraryTags}>
        {tags.length === 0 && messages.libraryNoTags}
        {tags.map((tag) => (
          <label key={tag.id}>
            <input type="checkbox" checked={chosen.tagIds.includes(tag.id)} onChange={() => toggle(tag.id)} />{' '}
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
