import type { RequestItem } from '../../protocol/request-item.js'
import type { FoundFile } from '../catalog/emulated-model.js'
import type { RequestRecord } from '../lifecycle/request-record.js'
import type { Clock } from '../../protocol/clock.js'
import { makeId, type Random } from '../random.js'
import { paintPng } from './paint-scene.js'

const PREFIX_LENGTH = 12
/** Made bytes that are kept for the next reader, bytes; older ones are made again. */
const MAX_KEPT_BYTES = 96 * 1024 * 1024

/** What the store needs of the world it is part of. */
interface Surroundings {
  readonly clock: Clock
  random(purpose: string): Random
  readonly files: {
    addOutput(request: RequestItem, file: { url: string; key: string; contentType: string }): void
  }
}

/** What the media host serves: outputs, made when they are first asked for, and uploads. */
export class MediaStore {
  readonly #world: Surroundings
  readonly #objects = new Map<string, MediaObject>()
  readonly #made = new Map<string, Promise<Uint8Array>>()
  #madeBytes = 0

  constructor(world: Surroundings) {
    this.#world = world
  }

  /** Adds an output of a request and gives its URL. */
  publish(
    record: RequestRecord,
    name: string,
    contentType: string,
    bytes: NonNullable<MediaObject['bytes']>,
  ): string {
    const key = `outputs/${makeId(this.#world.random('media'), PREFIX_LENGTH)}-${name}`
    const { expiresInSeconds } = record
    this.put({
      key,
      contentType,
      bytes,
      ...(bytes instanceof Uint8Array && { size: bytes.length }),
      ...(expiresInSeconds !== undefined && {
        expiresAt: this.#world.clock.now() + expiresInSeconds * 1000,
      }),
    })
    const url = `${record.hosts.media}/${key}`
    this.#world.files.addOutput(record.item, { url, key, contentType })
    return url
  }

  put(object: MediaObject): void {
    this.#objects.set(object.key, object)
  }

  delete(key: string): boolean {
    this.#made.delete(key)
    return this.#objects.delete(key)
  }

  /** What lies under a key and has not expired. */
  get(key: string): MediaObject | undefined {
    const object = this.#objects.get(key) ?? thumbnail(key)
    if (object?.expiresAt !== undefined && object.expiresAt <= this.#world.clock.now()) return undefined
    return object
  }

  /** Using an uploaded file as an input ends its expiry. */
  keep(url: string): void {
    const object = this.get(mediaKey(url) ?? '')
    if (object?.key.startsWith('uploads/')) delete object.expiresAt
  }

  async bytesOf(object: MediaObject): Promise<Uint8Array | undefined> {
    if (typeof object.bytes !== 'function') return object.bytes
    const known = this.#made.get(object.key)
    if (known) return known
    const making = Promise.resolve(object.bytes())
    this.#made.set(object.key, making)
    const bytes = await making
    object.size = bytes.length
    this.#madeBytes += bytes.length
    await this.#trim(object.key)
    return bytes
  }

  find(url: string): FoundFile | undefined {
    const object = this.get(mediaKey(url) ?? '')
    if (!object?.bytes) return undefined
    const { bytes } = object
    return {
      contentType: object.contentType,
      ...(bytes instanceof Uint8Array && { bytes }),
      load: async () => (await this.bytesOf(object)) ?? new Uint8Array(),
    }
  }

  async #trim(newest: string): Promise<void> {
    for (const [key, made] of this.#made) {
      if (this.#madeBytes <= MAX_KEPT_BYTES || key === newest) return
      this.#made.delete(key)
      this.#madeBytes -= (await made).length
    }
  }
}

/** The key of a media URL: whatever host serves it, the part behind `/media/` or behind the platform's own media host. */
export function mediaKey(url: string): string | undefined {
  try {
    const { hostname, pathname } = new URL(url)
    const path = decodeURIComponent(pathname)
    if (hostname === 'media.modelrunner.ai') return path.slice(1)
    const at = path.indexOf('/media/')
    return at < 0 ? undefined : path.slice(at + '/media/'.length)
  } catch {
    return undefined
  }
}

/** A file on the media host. */
interface MediaObject {
  key: string
  contentType: string
  /** Bytes; absent until they are made. */
  size?: number
  /** undefined: too large to be kept, only its size and hash are known. */
  bytes?: Uint8Array | (() => Uint8Array | Promise<Uint8Array>)
  /** ms of the emulator's clock. */
  expiresAt?: number
  contentDisposition?: string
}

const SIDE = 480
const PREFIX = 'thumbnails/'

/** Where the picture of a model of the catalog lies. */
export function thumbnailKey(endpoint: string): string {
  return `${PREFIX}${endpoint}.png`
}

/** The picture of a model, drawn after its name; undefined for a key that is no thumbnail's. */
function thumbnail(key: string): MediaObject | undefined {
  if (!key.startsWith(PREFIX)) return undefined
  const scene = { prompt: key, seed: 7, width: SIDE, height: (SIDE * 3) / 4 }
  return { key, contentType: 'image/png', bytes: () => paintPng(scene) }
}
