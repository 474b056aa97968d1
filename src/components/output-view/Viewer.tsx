import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react'
import { enOutput } from '../../messages/english/en-output.js'
import { enViewer } from '../../messages/english/en-viewer.js'
import { Icon, type IconPath } from '../internal/Icon.js'
import * as commonIcons from '../internal/icons/common-icons.js'
import * as toolsIcons from '../internal/icons/tools-icons.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import { Part } from './parts.js'

const TEXTS = { ...enViewer, ...enOutput }

const MAX_ZOOM = 8
const ZOOM_STEP = 1.5
/** A finger that moves less was held still, px. */
const SWIPE_PX = 48

interface ViewerImage {
  url: string
  alt: string
}

interface ViewerProps {
  viewable: readonly ViewerImage[]
  /** Index of the first to show. */
  first: number
  before?: string
  onClose(): void
}

/**
 * Pictures large, over the page. Arrow keys and swipes go on, plus, minus and a double click zoom, 0 fits, C compares
 * with the picture before, Escape closes.
 */
export function Viewer({ viewable: images, first, before, onClose }: ViewerProps) {
  const messages = useAreaMessages(TEXTS)
  const dialog = useRef<HTMLDialogElement>(null)
  const [index, setIndex] = useState(first)
  const [zoom, setZoom] = useState(1)
  const [compares, setCompares] = useState(false)
  const [from, setFrom] = useState<{ x: number; y: number }>()
  const image = images[index] ?? images[0]
  const isRtl = messages.direction === 'rtl'

  useEffect(() => {
    const element = dialog.current
    if (!element || element.open) return
    // Where a browser knows no modal dialogs, it is open on the page.
    if (typeof element.showModal === 'function') element.showModal()
    else element.setAttribute('open', '')
  }, [])

  function go(step: number) {
    setIndex((current) => Math.min(images.length - 1, Math.max(0, current + step)))
    setZoom(1)
  }
  const scale = (factor: number) => setZoom((current) => Math.min(MAX_ZOOM, Math.max(1, current * factor)))

  function onKeyDown(event: KeyboardEvent) {
    // The slider of the comparison has arrow keys of its own.
    if (event.target instanceof HTMLInputElement) return
    const act = {
      ArrowRight: () => go(isRtl ? -1 : 1),
      ArrowLeft: () => go(isRtl ? 1 : -1),
      Home: () => go(-images.length),
      End: () => go(images.length),
      '+': () => scale(ZOOM_STEP),
      '=': () => scale(ZOOM_STEP),
      '-': () => scale(1 / ZOOM_STEP),
      '0': () => setZoom(1),
      c: () => before && setCompares((current) => !current),
    }[event.key]
    if (!act || event.metaKey || event.ctrlKey || event.altKey) return
    event.preventDefault()
    act()
  }

  function onPointerUp(event: PointerEvent) {
    const moved = from ? event.clientX - from.x : 0
    if (
      from &&
      zoom === 1 &&
      !compares &&
      Math.abs(moved) > SWIPE_PX &&
      Math.abs(event.clientY - from.y) < SWIPE_PX * 2
    )
      go(moved < 0 === !isRtl ? 1 : -1)
    setFrom(undefined)
  }

  return (
    <Part
      part="viewer"
      as="dialog"
      ref={dialog}
      aria-label={messages.outputView}
      onClose={onClose}
      onKeyDown={onKeyDown}
    >
      <Part part="viewerBar" look="row">
        {images.length > 1 && (
          <>
            <Action
              icon={toolsIcons.previous}
              label={messages.outputPrevious}
              onClick={() => go(-1)}
              disabled={index === 0}
            />
            <span role="status">{messages.outputPosition(index + 1, images.length)}</span>
            <Action
              icon={toolsIcons.next}
              label={messages.outputNext}
              onClick={() => go(1)}
              disabled={index === images.length - 1}
            />
          </>
        )}
        <Action
          icon={toolsIcons.minus}
          label={messages.outputZoomOut}
          onClick={() => scale(1 / ZOOM_STEP)}
          disabled={zoom === 1}
        />
        <Action
          icon={commonIcons.plus}
          label={messages.outputZoomIn}
          onClick={() => scale(ZOOM_STEP)}
          disabled={zoom >= MAX_ZOOM}
        />
        {before && (
          <Part
            part="viewerAction"
            as="button"
            type="button"
            look="button quiet"
            state={compares ? 'on' : 'off'}
            aria-pressed={compares}
            onClick={() => setCompares((current) => !current)}
          >
            <Icon path={toolsIcons.compare} />
            {messages.outputCompare}
          </Part>
        )}
        <Action
          icon={commonIcons.close}
          label={messages.outputClose}
          onClick={() => (dialog.current?.close ? dialog.current.close() : onClose())}
        />
      </Part>
      <Part
        part="viewerStage"
        state={zoom > 1 ? 'zoomed' : 'fitted'}
        // What is larger than its stage scrolls, also by keyboard.
        tabIndex={zoom > 1 ? 0 : undefined}
        onPointerDown={(event) => setFrom({ x: event.clientX, y: event.clientY })}
        onPointerUp={onPointerUp}
        onDoubleClick={() => setZoom(zoom > 1 ? 1 : 2)}
        onClick={(event) => event.target === event.currentTarget && dialog.current?.close()}
      >
        {image && compares && before ? (
          <Compare before={before} after={image.url} alt={image.alt} />
        ) : (
          image && (
            <Part
              part="viewerImage"
              as="img"
              key={image.url}
              src={image.url}
              alt={image.alt}
              referrerPolicy="no-referrer"
              style={
                zoom > 1
                  ? { inlineSize: `${zoom * 100}%`, maxInlineSize: 'none', maxBlockSize: 'none' }
                  : undefined
              }
            />
          )
        )}
      </Part>
    </Part>
  )
}

interface ActionProps {
  icon: IconPath
  label: string
  onClick(): void
  disabled?: boolean
}

function Action({ icon, label, onClick, disabled = false }: ActionProps) {
  return (
    <Part
      part="viewerAction"
      as="button"
      type="button"
      look="button icon quiet"
      aria-label={label}
      title={label}
      aria-disabled={disabled || undefined}
      onClick={() => !disabled && onClick()}
    >
      <Icon path={icon} />
    </Part>
  )
}

const HALF = 50

interface CompareProps {
  before: string
  after: string
  alt: string
}

/** Two pictures in one place, and a slider that uncovers the one or the other. */
function Compare({ before, after, alt }: CompareProps) {
  const messages = useAreaMessages(enViewer)
  const [at, setAt] = useState(HALF)
  return (
    <Part part="compare">
      <img src={after} alt={`${messages.outputAfter}: ${alt}`} referrerPolicy="no-referrer" />
      <img
        src={before}
        alt={messages.outputBefore}
        referrerPolicy="no-referrer"
        style={{ clipPath: `inset(0 ${100 - at}% 0 0)` }}
      />
      <Part part="compareSlider" as="span" style={{ left: `${at}%` }} aria-hidden="true" />
      <input
        type="range"
        dir="ltr"
        min={0}
        max={100}
        value={at}
        aria-label={messages.outputComparePosition}
        onChange={(event) => setAt(event.currentTarget.valueAsNumber)}
      />
    </Part>
  )
}
