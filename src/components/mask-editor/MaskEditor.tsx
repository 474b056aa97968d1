import {
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react'
import { enMask } from '../../messages/english/en-mask.js'
import { useModal } from '../file-library/use-modal.js'
import { Announcer } from '../internal/Announcer.js'
import { Icon } from '../internal/Icon.js'
import * as commonIcons from '../internal/icons/common-icons.js'
import * as toolsIcons from '../internal/icons/tools-icons.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import { drawStrokes, maskFile, type Stroke } from './strokes.js'
import { createParts } from '../internal/create-parts.js'

/** Parts of the mask editor and their states. */
interface MaskEditorParts {
  /** The dialog. */
  root: 'loading' | 'ready' | 'failed'
  body: never
  title: never
  hint: never
  /** Contains image and canvas, one over the other. */
  board: never
  picture: never
  canvas: 'brush' | 'erase'
  tools: never
  tool: 'on' | 'off'
  size: never
  sizeLabel: never
  actions: never
  cancel: never
  done: never
  /** Takes a mask that was made elsewhere. */
  upload: never
}

const { Root, Part } = createParts<MaskEditorParts>('mask-editor')

export interface MaskEditorProps {
  /** The picture's URL, or the file that was chosen. */
  sourceImage: string | Blob
  /** Name of the field. */
  label: string
  /** A PNG of the picture's size: white where it is to change. */
  onDone: (mask: File) => void
  onClose: () => void
}

const DEFAULT_BRUSH = 0.08
const MAX_BRUSH = 0.4

/**
 * Paints a mask over a picture: brush, eraser, undo; without a pointer a mask that was made elsewhere is uploaded. The mask
 * alone is exported, so that a picture of another host needs no permission to be read.
 */
export function MaskEditor({ sourceImage, label, onDone, onClose }: MaskEditorProps) {
  const messages = useAreaMessages(enMask)
  const dialog = useModal()
  const titleId = useId()
  const canvas = useRef<HTMLCanvasElement>(null)
  const image = useRef<HTMLImageElement>(null)
  const chosen = useRef<HTMLInputElement>(null)
  useImageSource(image, sourceImage)
  const [state, setState] = useState<'loading' | 'ready' | 'failed'>('loading')
  const [strokes, setStrokes] = useState<readonly Stroke[]>([])
  const [isErasing, setErasing] = useState(false)
  const [brush, setBrush] = useState(DEFAULT_BRUSH)
  const open = useRef<Stroke | undefined>(undefined)

  useEffect(() => {
    if (canvas.current) drawStrokes(canvas.current, strokes)
  }, [strokes])

  function pointOf(event: PointerEvent<HTMLCanvasElement>): readonly [number, number] {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect()
    const { width: wide, height: high } = event.currentTarget
    return [((event.clientX - left) / width) * wide, ((event.clientY - top) / height) * high]
  }
  function start(event: PointerEvent<HTMLCanvasElement>) {
    if (event.button !== 0 || state !== 'ready') return
    event.currentTarget.setPointerCapture(event.pointerId)
    const { width, height } = event.currentTarget
    open.current = {
      isErasing,
      width: Math.max(1, brush * Math.min(width, height)),
      points: [pointOf(event)],
    }
    drawStrokes(event.currentTarget, [...strokes, open.current])
  }
  function draw(event: PointerEvent<HTMLCanvasElement>) {
    if (!open.current) return
    open.current = { ...open.current, points: [...open.current.points, pointOf(event)] }
    drawStrokes(event.currentTarget, [...strokes, open.current])
  }
  function end() {
    const stroke = open.current
    open.current = undefined
    if (stroke) setStrokes((all) => [...all, stroke])
  }
  const undo = () => setStrokes((all) => all.slice(0, -1))
  function onKeyDown(event: KeyboardEvent) {
    // The form around must not be submitted from in here.
    event.stopPropagation()
    if (event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    undo()
  }
  async function done() {
    if (!canvas.current) return
    try {
      onDone(await maskFile(canvas.current))
    } catch {
      setState('failed')
    }
  }

  const isEmpty = strokes.length === 0
  return (
    <Root
      as="dialog"
      ref={dialog}
      outer={NOTHING}
      state={state}
      aria-labelledby={titleId}
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <Part part="body" look="stack">
        <Part part="title" as="h2" look="title" id={titleId}>
          {messages.maskTitle(label)}
        </Part>
        <Part part="hint" as="p" look="hint">
          {state === 'failed' ? messages.maskPictureFailed : messages.maskHint}
        </Part>
        <Part part="board">
          <Part
            part="picture"
            as="img"
            ref={image}
            alt=""
            draggable={false}
            onError={() => setState('failed')}
            onLoad={(event) => {
              const { naturalWidth, naturalHeight } = event.currentTarget
              if (canvas.current)
                Object.assign(canvas.current, { width: naturalWidth, height: naturalHeight })
              setState('ready')
            }}
          />
          <Part
            part="canvas"
            as="canvas"
            ref={canvas}
            state={isErasing ? 'erase' : 'brush'}
            role="img"
            aria-label={messages.maskTitle(label)}
            onPointerDown={start}
            onPointerMove={draw}
            onPointerUp={end}
            onPointerCancel={end}
          />
        </Part>
        <Part part="tools" look="row" role="group" aria-label={messages.maskTools}>
          {[false, true].map((erases) => (
            <Part
              part="tool"
              as="button"
              type="button"
              look="button small quiet"
              key={String(erases)}
              state={erases === isErasing ? 'on' : 'off'}
              aria-pressed={erases === isErasing}
              onClick={() => setErasing(erases)}
            >
              <Icon path={erases ? toolsIcons.eraser : toolsIcons.brush} />
              {erases ? messages.maskErase : messages.maskBrush}
            </Part>
          ))}
          <Part part="sizeLabel" as="label" look="row hint">
            {messages.maskSize}
            <Part
              part="size"
              as="input"
              look="slider"
              type="range"
              min={0.01}
              max={MAX_BRUSH}
              step={0.01}
              value={brush}
              onChange={(event) => setBrush(event.target.valueAsNumber)}
            />
          </Part>
          <Part
            part="tool"
            as="button"
            type="button"
            look="button small quiet icon"
            aria-label={messages.maskUndo}
            title={messages.maskUndo}
            aria-disabled={isEmpty || undefined}
            aria-keyshortcuts="Control+Z Meta+Z"
            onClick={undo}
          >
            <Icon path={toolsIcons.undo} />
          </Part>
          <Part
            part="tool"
            as="button"
            type="button"
            look="button small quiet icon"
            aria-label={messages.maskClear}
            title={messages.maskClear}
            aria-disabled={isEmpty || undefined}
            onClick={() => setStrokes([])}
          >
            <Icon path={commonIcons.trash} />
          </Part>
        </Part>
        <Part part="actions" look="row">
          <Part
            part="done"
            as="button"
            type="button"
            look="button primary"
            disabled={isEmpty}
            onClick={() => void done()}
          >
            {messages.maskDone}
          </Part>
          <Part part="cancel" as="button" type="button" look="button" onClick={onClose}>
            {messages.maskCancel}
          </Part>
          <Part
            part="upload"
            as="button"
            type="button"
            look="button quiet"
            onClick={() => chosen.current?.click()}
          >
            <Icon path={commonIcons.upload} />
            {messages.maskUpload}
          </Part>
          <input
            ref={chosen}
            type="file"
            accept="image/*"
            hidden
            tabIndex={-1}
            aria-label={messages.maskUpload}
            onChange={(event) => {
              const [file] = event.target.files ?? []
              if (file) onDone(file)
            }}
          />
        </Part>
      </Part>
      <Announcer
        message={
          state === 'failed' ? messages.maskPictureFailed : state === 'loading' ? messages.maskLoading : ''
        }
      />
    </Root>
  )
}

const NOTHING = {}

/** A file's own URL lives as long as the editor shows it. */
function useImageSource(image: RefObject<HTMLImageElement | null>, source: string | Blob): void {
  useEffect(() => {
    if (!image.current) return
    if (typeof source === 'string') {
      if (/^(?:https?:|data:image\/|blob:)/i.test(source)) image.current.setAttribute('src', source)
      return
    }
    const url = URL.createObjectURL(source)
    image.current.setAttribute('src', url)
    return () => URL.revokeObjectURL(url)
  }, [image, source])
}
