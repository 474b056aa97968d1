import { createElement, type ReactNode, useState } from 'react'
import { enOutput } from '../../messages/english/en-output.js'
import { Icon } from '../internal/Icon.js'
import * as mediaIcons from '../internal/icons/media-icons.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import { Part } from './parts.js'

interface ModelViewProps {
  url: string
  /** Registers the element `model-viewer`. */
  load(): Promise<unknown>
  card: ReactNode
}

/** A 3D file, which is large: its viewer is fetched when somebody asks for it. Where that fails, the card stays. */
export function ModelView({ url, load, card }: ModelViewProps) {
  const messages = useAreaMessages(enOutput)
  const [state, setState] = useState<'closed' | 'loading' | 'open'>('closed')

  async function open() {
    setState('loading')
    try {
      await load()
      setState('open')
    } catch {
      setState('closed')
    }
  }

  if (state === 'open')
    return (
      <Part part="model">
        {createElement('model-viewer', { src: url, alt: messages.outputModel3d, 'camera-controls': true })}
      </Part>
    )
  return (
    <>
      {card}
      <Part
        part="view"
        as="button"
        type="button"
        look="button small"
        aria-disabled={state === 'loading' || undefined}
        onClick={() => void open()}
      >
        <Icon path={mediaIcons.cube} />
        {messages.outputView3d}
      </Part>
    </>
  )
}
