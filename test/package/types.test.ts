import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { execFileSync, spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { pack } from './pack.js'

const modules = join(import.meta.dirname, '../../node_modules')
let app: string

/** An app with the packed package in it, and beside it what npm would have installed. */
beforeAll(() => {
  app = mkdtempSync(join(tmpdir(), 'modelrunner-react-app-'))
  const installed = join(app, 'node_modules')
  mkdirSync(join(installed, 'modelrunner-react'), { recursive: true })
  for (const name of readdirSync(modules)) symlinkSync(join(modules, name), join(installed, name))
  execFileSync('tar', [
    '-xzf',
    pack().tarball,
    '--strip-components=1',
    '-C',
    join(installed, 'modelrunner-react'),
  ])
  copyFileSync(join(import.meta.dirname, 'strict-app/App.tsx'), join(app, 'App.tsx'))
  writeFileSync(join(app, 'package.json'), '{ "type": "module" }')
})

it.each([
  ['nodenext', 'nodenext'],
  ['esnext', 'bundler'],
])(
  'its types hold under the strictest checks, declarations included (module %s)',
  (module, moduleResolution) => {
    const compilerOptions = {
      module,
      moduleResolution,
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      // What cannot be resolved in a declaration file is silently any, unless declarations are checked.
      skipLibCheck: false,
      jsx: 'react-jsx',
      target: 'es2022',
      types: ['node'],
      noEmit: true,
    }
    writeFileSync(join(app, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['App.tsx'] }))
    const { stdout } = spawnSync(process.execPath, [join(modules, 'typescript-native/bin/tsc'), '-p', app], {
      encoding: 'utf8',
    })
    expect(stdout).toBe('')
  },
)

it.each([
  'modelrunner-react',
  'modelrunner-react/proxy',
  'modelrunner-react/webhooks',
  'modelrunner-react/emulator',
])('CommonJS gets %s by require(), as new Node versions allow', (entry) => {
  const code = `process.stdout.write(String(Object.keys(require('${entry}')).length))`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=commonjs', '-e', code], {
    cwd: app,
    encoding: 'utf8',
  })
  expect(Number(stdout), stderr).toBeGreaterThan(0)
})
