import type { ReactNode } from 'react'
import { enOutput } from '../../messages/english/en-output.js'
import { createChunk, useChunk } from '../internal/chunk.js'
import { Icon } from '../internal/Icon.js'
import * as commonIcons from '../internal/icons/common-icons.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import type * as dataViewsModule from './data-views.js'
import { Part } from './parts.js'

const dataViews = createChunk(() => import('./data-views.js'))

/** Fetches the views before they are needed. */
export const loadDataViews = dataViews.load

interface DataViewProps {
  children: (views: typeof dataViewsModule) => ReactNode
  /** Stands there until they have come. */
  fallback?: ReactNode
}

/** A part of an output whose view is fetched with the first output that has one. Where it cannot be fetched, a button tries again. */
export function DataView({ children, fallback = null }: DataViewProps) {
  const messages = useAreaMessages(enOutput)
  const views = useChunk(dataViews)
  if (views.state === 'ready') return children(views.value)
  if (views.state !== 'failed') return fallback
  return (
    <>
      {fallback}
      <Part part="retry" as="button" type="button" look="button small" onClick={() => void dataViews.load()}>
        <Icon path={commonIcons.retry} />
        {messages.outputRetry}
      </Part>
    </>
  )
}
