import type { FileFacets } from '../../protocol/file-item.js'
import type { LibraryTexts } from './library-texts.js'
import { Icon } from '../internal/Icon.js'
import * as libraryIcons from '../internal/icons/library-icons.js'
import { Part } from './parts.js'
import type { Bucket, LibraryFilters } from './use-library-filters.js'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTags } from '../../hooks/useTags.js'

interface LibraryToolbarProps {
  filters: LibraryFilters
  facets?: FileFacets
  messages: LibraryTexts
  view: 'grid' | 'list'
  onView(view: 'grid' | 'list'): void
}

/** What is shown of the library, and how. */
export function LibraryToolbar({ filters, facets, messages, view, onView }: LibraryToolbarProps) {
  const { chosen, choose, can, order, setOrder } = filters
  const buckets: readonly [Bucket, string][] = [
    ['all', messages.libraryAll],
    ['favorites', messages.libraryFavorites],
    ['uploads', messages.libraryUploads],
    ['outputs', messages.libraryOutputs],
    ['inputs', messages.libraryInputs],
  ]
  const kinds = [
    ['', messages.libraryKindAny],
    ['image/', messages.libraryKindImage],
    ['video/', messages.libraryKindVideo],
    ['audio/', messages.libraryKindAudio],
    ['text/', messages.libraryKindText],
    ['model/', messages.libraryKindModel],
  ] as const
  const number = (count: number) => new Intl.NumberFormat(messages.locale).format(count)

  return (
    <Part part="toolbar" look="row">
      {can.search && (
        <Part
          part="search"
          as="input"
          look="input"
          type="search"
          aria-label={messages.librarySearch}
          placeholder={messages.librarySearch}
          value={chosen.search}
          onChange={(event) => choose({ search: event.target.value })}
        />
      )}
      {can.kind && (
        <Part
          part="select"
          as="select"
          look="input"
          aria-label={messages.libraryKind}
          value={chosen.kind}
          onChange={(event) => choose({ kind: event.target.value })}
        >
          {kinds.map(([prefix, text]) => (
            <option key={prefix} value={prefix}>
              {text}
            </option>
          ))}
        </Part>
      )}
      {can.order && (
        <Part
          part="select"
          as="select"
          look="input"
          aria-label={messages.libraryOrder}
          value={order}
          onChange={(event) => setOrder(event.target.value === 'oldest' ? 'oldest' : 'newest')}
        >
          <option value="newest">{messages.libraryNewest}</option>
          <option value="oldest">{messages.libraryOldest}</option>
        </Part>
      )}
      {can.tags && <TagFilter filters={filters} messages={messages} />}
      <Part part="views" look="row" role="group" aria-label={messages.libraryView}>
        {(['grid', 'list'] as const).map((each) => (
          <Part
            part="view"
            as="button"
            key={each}
            type="button"
            look="button quiet icon small"
            state={view === each ? 'on' : 'off'}
            aria-pressed={view === each}
            aria-label={each === 'grid' ? messages.libraryGrid : messages.libraryList}
            onClick={() => onView(each)}
          >
            <Icon path={each === 'grid' ? libraryIcons.grid : libraryIcons.rows} />
          </Part>
        ))}
      </Part>
      {can.bucket && (
        <Part part="buckets" look="row" role="group" aria-label={messages.libraryBuckets}>
          {buckets.map(([bucket, name]) => (
            <Part
              part="bucket"
              as="button"
              key={bucket}
              type="button"
              look="button quiet small"
              state={chosen.bucket === bucket ? 'on' : 'off'}
              aria-pressed={chosen.bucket === bucket}
              onClick={() => choose({ bucket })}
            >
              {name}{' '}
              {facets && (
                <Part part="count" as="span">
                  {number(facets[bucket])}
                </Part>
              )}
            </Part>
          ))}
        </Part>
      )}
    </Part>
  )
}

/** Chooses tags, any or all of which a file must have. A native disclosure, which closes like a menu. */
function TagFilter({ filters, messages }: { filters: LibraryFilters; messages: LibraryTexts }) {
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
