// @vitest-environment node
import { createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { commands, runCli } from './run-cli.js'

const printed = { out: '', err: '' }
beforeEach(() => {
  Object.assign(printed, { out: '', err: '' })
  vi.spyOn(console, 'log').mockImplementation((text) => void (printed.out += `${text}\n`))
  vi.spyOn(console, 'error').mockImplementation((text) => void (printed.err += `${text}\n`))
})
afterEach(() => vi.restoreAllMocks())

const run = (line: string) => runCli(line === '' ? [] : line.split(' '))

describe('the command line', () => {
  it.each(['', '--help', '-h', 'help'])('"%s" says what there is', async (line) => {
    expect(await run(line)).toBe(0)
    for (const name of Object.keys(commands)) expect(printed.out).toContain(`  ${name} `)
    expect(printed.err).toBe('')
  })

  it.each(Object.keys(commands))('%s --help says what it takes', async (name) => {
    expect(await run(`${name} --help`)).toBe(0)
    expect(printed.out).toMatch(new RegExp(`^Usage: modelrunner-react ${name} `))
    expect(printed.err).toBe('')
  })

  it.each(['--version', '-v'])('%s is the package’s own', async (line) => {
    expect(await run(line)).toBe(0)
    expect(printed.out.trim()).toBe(packageJson.version)
  })

  it.each([
    ['nonsense', 'Unknown command'],
    ['toString', 'Unknown command'],
    ['--port 4000', 'Unknown command'],
    ['emulator --port abc', '--port'],
    ['emulator --port 65536', '--port'],
    ['emulator --balance much', '--balance'],
    ['emulator --nonsense', '--nonsense'],
    ['emulator 4000', '4000'],
    ['doctor', 'one proxy URL'],
    ['doctor /api/modelrunner/proxy', 'full http(s) URL'],
    ['doctor http://a.test http://b.test', 'one proxy URL'],
    ['doctor http://a.test --timeout soon', '--timeout'],
    ['doctor http://a.test --header nonsense', '--header'],
    ['types', 'one endpoint or more'],
    ['types nonsense', 'not an endpoint id'],
    ['types owner/../alias', 'not an endpoint id'],
    ['types owner/alias --nonsense', '--nonsense'],
  ])('"%s" is answered with what is wrong, the usage, and exit code 2', async (line, complaint) => {
    expect(await run(line)).toBe(2)
    expect(printed.err).toContain(complaint)
    expect(printed.err).toContain('Usage: modelrunner-react')
    expect(printed.out).toBe('')
  })
})

describe('a host without a server', () => {
  it.each([
    ['types owner/alias --rest URL', 1],
    ['types owner/alias --proxy URL', 1],
    ['doctor URL', 1],
  ])('"%s" is named, with what to do', async (line, code) => {
    const url = await closedUrl()
    expect(await run(line.replace('URL', url))).toBe(code)
    expect(printed.err + printed.out).toContain('ECONNREFUSED')
    expect(printed.err + printed.out).toMatch(/check the URL/i)
  })
})

/** A port that was free a moment ago. */
async function closedUrl(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
}
