import type { FileItem, FileSource } from '../../protocol/file-item.js'
import type { Hosts } from '../../protocol/hosts.js'
import { makeId } from '../random.js'
import { buildGlb } from '../media/build-glb.js'
import { composeWav } from '../media/wav.js'
import { encodeWebm } from '../media/webm.js'
import { paintPng, type Scene } from '../media/paint-scene.js'
import { writeProse } from '../media/write-prose.js'
import type { World } from '../state/world.js'

interface Kind {
  name: string
  mimeType: string
  make(key: string, index: number): Uint8Array | Promise<Uint8Array>
}

const text = (content: string): Uint8Array => new TextEncoder().encode(content)
const sceneOf = (key: string, seed: number): Scene => ({ prompt: key, seed, width: 320, height: 320 })
const IMAGE: Kind = {
  name: 'portrait.png',
  mimeType: 'image/png',
  make: (key, index) => paintPng(sceneOf(key, index)),
}
const KINDS: readonly Kind[] = [
  IMAGE,
  { name: 'clip.webm', mimeType: 'video/webm', make: (key, index) => encodeWebm(sceneOf(key, index), 1) },
  { name: 'voice.wav', mimeType: 'audio/wav', make: (key, index) => composeWav(key, index, 2) },
  { name: 'notes.txt', mimeType: 'text/plain', make: (key, index) => text(writeProse(key, index, 60)) },
  { name: 'chair.glb', mimeType: 'model/gltf-binary', make: (key, index) => buildGlb(key, index) },
  { name: 'report.pdf', mimeType: 'application/pdf', make: (key) => text(`%PDF-1.4\n% ${key}\n%%EOF\n`) },
]
const SOURCES: readonly FileSource[] = ['upload', 'request_output', 'external']
const MINUTE_MS = 60_000

/** Fills the library with files of many kinds, a minute apart, the last one now. Each is made when it is asked for. */
export function seedFiles(world: World, hosts: Hosts, count: number): FileItem[] {
  const random = world.random('seed-files')
  const added = Array.from({ length: count }, (_, index) => {
    // Two of three are pictures, as in most libraries.
    const kind = (random() < 0.6 ? undefined : KINDS[Math.floor(random() * KINDS.length)]) ?? IMAGE
    const source = SOURCES[Math.floor(random() * SOURCES.length)] ?? 'upload'
    const key = `${source === 'request_output' ? 'outputs' : 'uploads'}/${makeId(random, 12)}-${index}-${kind.name}`
    const url = `${hosts.media}/${key}`
    const isImage = kind.mimeType.startsWith('image/')
    world.media.put({ key, contentType: kind.mimeType, bytes: () => kind.make(key, index) })
    const record = world.files.add({
      url,
      storageKey: key,
      mimeType: kind.mimeType,
      sizeBytes: 1000 + Math.floor(random() * 5_000_000),
      source,
      createdAt: new Date(world.clock.now() - (count - 1 - index) * MINUTE_MS).toISOString(),
      ...(isImage && { thumbnailUrl: url }),
    })
    record.item.isFavorited = random() < 0.1
    return record
  })
  return added.map((record) => world.files.show(record)).reverse()
}
