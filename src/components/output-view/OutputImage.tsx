import { useState } from 'react'
import { Icon } from '../internal/Icon.js'
import { useMessages } from '../internal/use-messages.js'
import { Part } from './parts.js'

interface OutputImageProps {
  url: string
  alt: string
  width?: number
  height?: number
}

/** A picture in a frame that keeps its place from the start; one that does not load says so and can be tried again. */
export function OutputImage({ url, alt, width, height }: OutputImageProps) {
  const messages = useMessages()
  const [state, setState] = useState<'loading' | 'loaded' | 'broken'>('loading')
  const [attempt, setAttempt] = useState(0)

  function retry() {
    setState('loading')
    setAttempt((count) => count + 1)
  }

  return (
    <Part part="frame" state={state} data-sized={width && height ? '' : undefined}>
      {state === 'broken' ? (
        <Part part="broken" look="stack">
          <Icon name="image" />
          <Part part="broken" as="span" look="hint">
            {messages.outputImageBroken}
          </Part>
          <Part part="retry" as="button" type="button" look="button small" onClick={retry}>
            <Icon name="retry" />
            {messages.outputRetry}
          </Part>
        </Part>
      ) : (
        <Part
          part="image"
          as="img"
          // A new element asks again; the same one would keep its failure.
          key={attempt}
          src={url}
          alt={alt}
          width={width}
          height={height}
          decoding="async"
          referrerPolicy="no-referrer"
          onLoad={() => setState('loaded')}
          onError={() => setState('broken')}
        />
      )}
    </Part>
  )
}
