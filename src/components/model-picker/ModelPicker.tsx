'use client'
import { type ForwardedRef, forwardRef, type KeyboardEvent, useId, useState } from 'react'
import { useDebounced } from '../../hooks/use-debounced.js'
import { isAmount } from '../../hooks/is-amount.js'
import { type ModelFilters, useModels, type UseModelsResult } from '../../hooks/useModels.js'
import { enPicker } from '../../messages/english/en-picker.js'
import type { Model } from '../../protocol/model.js'
import { ErrorNotice } from '../error-notice/ErrorNotice.js'
import { Announcer } from '../internal/Announcer.js'
import { Icon } from '../internal/Icon.js'
import * as mediaIcons from '../internal/icons/media-icons.js'
import type { ComponentOf, PropsOf } from '../internal/part-props.js'
import { safeUrl } from '../internal/safe-url.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import { useRootRef } from '../internal/use-root-ref.js'
import { createParts } from '../internal/create-parts.js'

/** Parts of `<ModelPicker>` and their states. */
export interface ModelPickerParts {
  root: 'loading' | 'ready' | 'failed'
  /** Contains search and type filter. */
  bar: never
  search: never
  type: never
  /** The matching models. */
  list: never
  option: 'active' | 'idle'
  thumbnail: never
  /** Shown when a model has no thumbnail. */
  noThumbnail: never
  /** Name and description. */
  text: never
  name: never
  description: never
  price: never
  empty: never
  loading: never
  more: never
}

const { Root, Part } = createParts<ModelPickerParts>('model-picker')

const TYPES = ['image', 'video', 'audio', 'text', '3d'] as const
const SEARCH_DELAY_MS = 250

/**
 * Chooses a model of the catalog: search, type, pictures, prices. The keyboard stays in the search field: arrows move, Enter
 * chooses.
 *
 * @example
 * const [endpoint, setEndpoint] = useState('bytedance/sdxl-lightning-4step')
 * <ModelPicker value={endpoint} onChange={setEndpoint} filters={{ outputModality: 'image' }} />
 * <RequestRunner endpoint={endpoint} />
 */
export const ModelPicker: ComponentOf<ModelPickerProps, 'div'> = forwardRef(function ModelPicker(
  { value, defaultValue, onChange, filters, children, ...outer }: ModelPickerProps,
  ref: ForwardedRef<HTMLDivElement>,
) {
  const messages = useAreaMessages(enPicker)
  const root = useRootRef(ref)
  const listId = useId()
  const [own, setOwn] = useState(defaultValue)
  const [search, setSearch] = useState('')
  const [type, setType] = useState('')
  const [active, setActive] = useState(-1)
  const term = useDebounced(search.trim(), SEARCH_DELAY_MS)
  const list = useModels({
    ...filters,
    ...(term ? { search: term } : undefined),
    ...(type ? { outputModality: type } : undefined),
  })
  const { models } = list
  const chosen = value ?? own

  function choose(endpoint: string) {
    setOwn(endpoint)
    onChange?.(endpoint)
  }
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    const model = models[active]
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      // Not the form that the picker may stand in.
      event.preventDefault()
      if (model) choose(model.id)
      return
    }
    const last = models.length - 1
    const next = { ArrowDown: Math.min(active + 1, last), ArrowUp: Math.max(active - 1, 0) }
    if (last < 0 || !(event.key === 'ArrowDown' || event.key === 'ArrowUp')) return
    event.preventDefault()
    setActive(next[event.key])
    if (event.key === 'ArrowDown' && active === last && list.hasNextPage)
      void list.fetchNextPage().catch(() => {})
  }

  const state = list.error && models.length === 0 ? 'failed' : list.isPending ? 'loading' : 'ready'
  return (
    <Root ref={root} outer={outer} look="stack" state={state} aria-busy={list.isPending || undefined}>
      {children ? (
        children({ ...list, value: chosen, choose, search, setSearch })
      ) : (
        <>
          <Part part="bar" look="row">
            <Part
              part="search"
              as="input"
              look="input"
              type="search"
              role="combobox"
              autoComplete="off"
              aria-label={messages.pickerSearch}
              placeholder={messages.pickerSearch}
              aria-expanded={models.length > 0}
              aria-controls={listId}
              aria-activedescendant={
                active >= 0 && active < models.length ? `${listId}-${active}` : undefined
              }
              value={search}
              onChange={(event) => {
                setSearch(event.target.value)
                setActive(-1)
              }}
              onKeyDown={onKeyDown}
            />
            {!filters?.outputModality && (
              <Part
                part="type"
                as="select"
                look="input"
                aria-label={messages.pickerType}
                value={type}
                onChange={(event) => {
                  setType(event.target.value)
                  setActive(-1)
                }}
              >
                <option value="">{messages.pickerAll}</option>
                {TYPES.map((each) => (
                  <option key={each} value={each}>
                    {messages[TYPE_TEXTS[each]]}
                  </option>
                ))}
              </Part>
            )}
          </Part>
          <Part part="list" role="listbox" id={listId} aria-label={messages.pickerModels}>
            {models.map((model, index) => (
              <Part
                part="option"
                role="option"
                key={model.id}
                id={`${listId}-${index}`}
                state={index === active ? 'active' : 'idle'}
                aria-selected={model.id === chosen}
                // The keyboard stays in the search field.
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => {
                  setActive(index)
                  choose(model.id)
                }}
                ref={index === active ? scrollIntoView : undefined}
              >
                <ModelOption model={model} />
              </Part>
            ))}
          </Part>
          {list.isPending && (
            <Part part="loading" as="p" look="row busy hint">
              {messages.pickerLoading}
            </Part>
          )}
          {state === 'ready' && models.length === 0 && (
            <Part part="empty" as="p" look="hint">
              {messages.pickerEmpty}
            </Part>
          )}
          {list.hasNextPage && (
            <Part
              part="more"
              as="button"
              type="button"
              look="button small"
              aria-disabled={list.isFetchingNextPage || undefined}
              onClick={() => void list.fetchNextPage().catch(() => {})}
            >
              {messages.pickerMore}
            </Part>
          )}
          <ErrorNotice error={list.error} compact onRetry={list.refetch} />
          <Announcer message={state === 'ready' && term ? messages.pickerCount(list.total) : ''} />
        </>
      )}
    </Root>
  )
})

const TYPE_TEXTS = {
  image: 'pickerImage',
  video: 'pickerVideo',
  audio: 'pickerAudio',
  text: 'pickerText',
  '3d': 'picker3d',
} as const

function ModelOption({ model }: { model: Model }) {
  const messages = useAreaMessages(enPicker)
  const [isBroken, setBroken] = useState(false)
  const thumbnail = safeUrl(model.thumbnailUrl)
  return (
    <>
      {thumbnail && !isBroken ? (
        <Part
          part="thumbnail"
          as="img"
          look="thumb"
          src={thumbnail}
          alt=""
          loading="lazy"
          onError={() => setBroken(true)}
        />
      ) : (
        <Part part="noThumbnail" as="span" look="thumb">
          <Icon path={mediaIcons.cube} />
        </Part>
      )}
      <Part part="text">
        <Part part="name" as="div" look="label truncate">
          <bdi>{model.name || model.id}</bdi>
        </Part>
        <Part part="description" as="div" look="hint truncate">
          <bdi>{model.shortDescription || model.id}</bdi>
        </Part>
      </Part>
      {isAmount(model.averageCost) && (
        <Part part="price" as="span" look="hint">
          {messages.pickerPrice(model.averageCost)}
        </Part>
      )}
    </>
  )
}

function scrollIntoView(element: HTMLElement | null): void {
  // Not in test environments.
  element?.scrollIntoView?.({ block: 'nearest' })
}

/** What the picker knows and does, for `children` as a function. */
export interface ModelPickerBehaviour extends UseModelsResult {
  value?: string
  choose(endpoint: string): void
  search: string
  setSearch(search: string): void
}

interface ModelPickerOwnProps {
  /** The chosen endpoint, held by the app. */
  value?: string
  /** The endpoint chosen at first. */
  defaultValue?: string
  /** The endpoint (owner/alias) that a user chose. */
  onChange?: (endpoint: string) => void
  /** Which models are offered. With `outputModality` the choice of a type is left out. */
  filters?: ModelFilters
}

export type ModelPickerProps = PropsOf<'div', ModelPickerParts, ModelPickerBehaviour, ModelPickerOwnProps>
