import { execFileSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

export interface Packed {
  /** The tarball as npm would publish it. */
  tarball: string
  /** What it holds, by path inside the package. */
  files: string[]
  /** Of all files unpacked, bytes. */
  unpackedSize: number
}

/** Packs the built package; `npm run build` comes first. */
export function pack(): Packed {
  const folder = mkdtempSync(join(tmpdir(), 'modelrunner-react-'))
  const output = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  // npm's answer; its form is documented in `npm pack --help`.
  const answer = JSON.parse(output) as Answer[] | Record<string, Answer>
  const [packed] = Object.values(answer)
  if (!packed) throw new Error('npm pack named no tarball')
  return {
    tarball: join(folder, packed.filename),
    files: packed.files.map(({ path }) => path),
    unpackedSize: packed.unpackedSize,
  }
}

interface Answer {
  filename: string
  files: { path: string }[]
  unpackedSize: number
}
