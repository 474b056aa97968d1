import type { FileItem, FileSource } from '../../protocol/file-item.js'
import type { Hosts } from '../../protocol/hosts.js'
import { makeId } from '../make-id.js'
import { paintPng } from '../media/paint-png.js'
import type { World } from '../state/world.js'

const KINDS = [
  { name: 'portrait.png', mimeType: 'image/png' },
  { name: 'clip.webm', mimeType: 'video/webm' },
  { name: 'voice.wav', mimeType: 'audio/wav' },
  { name: 'notes.txt', mimeType: 'text/plain' },
  { name: 'chair.glb', mimeType: 'model/gltf-binary' },
  { name: 'report.pdf', mimeType: 'application/pdf' },
] as const
const SOURCES: readonly FileSource[] = ['upload', 'request_output', 'external']
const MINUTE_MS = 60_000
const SIDE = 320

/** Fills the library with files of many kinds, a minute apart, the last one now. Pictures are drawn when they are asked for. */
export function seedFiles(world: World, hosts: Hosts, count: number): FileItem[] {
  const random = world.random('seed-files')
  const added = Array.from({ length: count }, (_, index) => {
    // Two of three are pictures, as in most libraries.
    const kind = KINDS[random() < 0.66 ? 0 : Math.floor(random() * KINDS.length)] ?? KINDS[0]
    const source = SOURCES[Math.floor(random() * SOURCES.length)] ?? 'upload'
    const key = `${source === 'request_output' ? 'outputs' : 'uploads'}/${makeId(random, 12)}-${index}-${kind.name}`
    const url = `${hosts.media}/${key}`
    const isPicture = kind.mimeType.startsWith('image/')
    if (isPicture) {
      const scene = { prompt: key, seed: index, width: SIDE, height: SIDE }
      world.media.put({ key, contentType: kind.mimeType, bytes: () => paintPng(scene) })
    }
    const record = world.files.add({
      url,
      storageKey: key,
      mimeType: kind.mimeType,
      sizeBytes: 1000 + Math.floor(random() * 5_000_000),
      source,
      createdAt: new Date(world.clock.now() - (count - 1 - index) * MINUTE_MS).toISOString(),
      ...(isPicture && { thumbnailUrl: url }),
    })
    record.item.isFavorited = random() < 0.1
    return record
  })
  return added.map((record) => world.files.show(record)).reverse()
}
