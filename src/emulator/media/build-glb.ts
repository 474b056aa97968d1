import { hashText, createRandom } from '../random.js'
import { choosePalette } from './paint-scene.js'
import { joinBytes } from './bytes.js'

const SIDES = 24
const RINGS = 14

/** A turned vase whose outline and colour come from a text and a seed, as binary glTF. */
export function buildGlb(text: string, seed: number): Uint8Array {
  const random = createRandom(hashText(text) ^ seed)
  const [red, green, blue] = choosePalette(text, random).far
  const phase = random() * 6
  const bends = 1 + random() * 2
  const positions: number[] = []
  const indices: number[] = []
  for (let ring = 0; ring <= RINGS; ring++) {
    const height = ring / RINGS
    const radius = 0.35 + 0.18 * Math.sin(phase + height * bends * Math.PI) + 0.1 * (1 - height)
    for (let side = 0; side < SIDES; side++) {
      const turn = (side / SIDES) * Math.PI * 2
      positions.push(Math.cos(turn) * radius, height * 1.6, Math.sin(turn) * radius)
      if (ring === RINGS) continue
      const here = ring * SIDES + side
      const beside = ring * SIDES + ((side + 1) % SIDES)
      indices.push(here, here + SIDES, beside, beside, here + SIDES, beside + SIDES)
    }
  }
  const vertexBytes = new Uint8Array(Float32Array.from(positions).buffer)
  const indexBytes = new Uint8Array(Uint16Array.from(indices).buffer)
  const document = {
    asset: { version: '2.0', generator: 'modelrunner-emulator' },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ mesh: 0, name: text.slice(0, 60) }],
    meshes: [{ primitives: [{ attributes: { POSITION: 0 }, indices: 1, material: 0 }] }],
    materials: [
      {
        doubleSided: true,
        pbrMetallicRoughness: { baseColorFactor: [red / 255, green / 255, blue / 255, 1], metallicFactor: 0 },
      },
    ],
    accessors: [
      {
        bufferView: 0,
        componentType: 5126,
        count: positions.length / 3,
        type: 'VEC3',
        min: extreme(positions, Math.min),
        max: extreme(positions, Math.max),
      },
      { bufferView: 1, componentType: 5123, count: indices.length, type: 'SCALAR' },
    ],
    bufferViews: [
      { buffer: 0, byteOffset: 0, byteLength: vertexBytes.length, target: 34962 },
      { buffer: 0, byteOffset: vertexBytes.length, byteLength: indexBytes.length, target: 34963 },
    ],
    buffers: [{ byteLength: vertexBytes.length + indexBytes.length }],
  }
  const json = padded(new TextEncoder().encode(JSON.stringify(document)), 0x20)
  const binary = padded(joinBytes([vertexBytes, indexBytes]), 0)
  const header = words(0x46546c67, 2, 28 + json.length + binary.length)
  return joinBytes([header, words(json.length, 0x4e4f534a), json, words(binary.length, 0x004e4942), binary])
}

function extreme(positions: readonly number[], pick: (...values: number[]) => number): number[] {
  return [0, 1, 2].map((axis) => Math.fround(pick(...positions.filter((_, index) => index % 3 === axis))))
}

/** Chunks of a GLB end on four bytes. */
function padded(bytes: Uint8Array, filler: number): Uint8Array {
  return joinBytes([bytes, new Uint8Array((4 - (bytes.length % 4)) % 4).fill(filler)])
}

function words(...values: number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 4)
  values.forEach((value, index) => new DataView(bytes.buffer).setUint32(index * 4, value, true))
  return bytes
}
