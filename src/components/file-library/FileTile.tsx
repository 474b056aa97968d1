import { memo, useState, type ReactNode } from 'react'
import type { LibraryTexts } from './library-texts.js'
import type { FileItem } from '../../protocol/file-item.js'
import { FileName } from '../internal/FileName.js'
import { Icon, type IconPath } from '../internal/Icon.js'
import * as commonIcons from '../internal/icons/common-icons.js'
import { KIND_ICONS } from '../internal/icons/kind-icons.js'
import * as libraryIcons from '../internal/icons/library-icons.js'
import { safeUrl } from '../internal/safe-url.js'
import { fileKind, type FileRun, fileTitle, kindText, type FileKind } from './file-facts.js'
import { Part } from './parts.js'

export interface FileTileProps {
  file: FileItem
  /** The run that made it, where it is known. */
  run: FileRun | undefined
  index: number
  column: number
  messages: LibraryTexts
  isActive: boolean
  /** undefined where nothing can be selected */
  isSelected?: boolean
  /** It cannot be selected: not of a kind that is accepted. */
  isRefused: boolean
}

/**
 * One file in the grid or list. The cell takes focus and keys, and is named by what stands in it; the star is for
 * pointers. What is done to either the grid hears by itself, so that a tile renders only when its file changes.
 */
export const FileTile = memo(function FileTile(props: FileTileProps): ReactNode {
  const { file, run, index, column, messages, isActive, isSelected, isRefused } = props
  const name = fileTitle(file, run)
  return (
    <Part
      part="file"
      role="gridcell"
      state={isRefused ? 'refused' : isSelected ? 'selected' : 'unselected'}
      tabIndex={isActive ? 0 : -1}
      aria-colindex={column + 1}
      aria-selected={isRefused ? undefined : isSelected}
      aria-disabled={isRefused || undefined}
      data-file-index={index}
    >
      <Thumbnail file={file} />
      <Part part="name" as="span" dir="auto" title={name}>
        <FileName name={name} />
      </Part>
      <Part part="facts" as="span" look="hint truncate">
        {[
          run && file.source === 'request_output' && run.endpoint.split('/').slice(1).join('/'),
          kindText(fileKind(file), messages),
          file.sizeBytes !== undefined && messages.librarySize(file.sizeBytes),
        ]
          .filter(Boolean)
          .join(' · ')}
      </Part>
      {isSelected !== undefined && !isRefused && (
        <Part part="check" as="span" state={isSelected ? 'on' : 'off'} aria-hidden="true">
          {isSelected && <Icon path={commonIcons.check} />}
        </Part>
      )}
      <Part
        part="star"
        as="button"
        type="button"
        look="button quiet icon small"
        state={file.isFavorited ? 'on' : 'off'}
        tabIndex={-1}
        aria-label={file.isFavorited ? messages.libraryUnfavorite : messages.libraryFavorite}
      >
        <Icon path={libraryIcons.star} />
      </Part>
    </Part>
  )
})

const ICONS: Readonly<Record<FileKind, IconPath>> = {
  image: KIND_ICONS.image,
  video: KIND_ICONS.video,
  audio: KIND_ICONS.audio,
  text: KIND_ICONS.file,
  model: KIND_ICONS.model3d,
  other: KIND_ICONS.file,
}

function Thumbnail({ file }: { file: FileItem }) {
  const [broken, setBroken] = useState<string>()
  const kind = fileKind(file)
  const url = safeUrl(file.thumbnailUrl ?? (kind === 'image' ? file.url : undefined))
  return (
    <Part part="thumbnail" as="span" look="thumb" aria-hidden="true">
      {url && url !== broken ? (
        <img
          src={url}
          alt=""
          loading="lazy"
          decoding="async"
          draggable={false}
          onError={() => setBroken(url)}
        />
      ) : (
        <Icon path={ICONS[kind]} />
      )}
    </Part>
  )
}
