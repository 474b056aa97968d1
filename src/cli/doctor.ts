import { parseArgs } from 'node:util'
import { DEFAULT_HOSTS } from '../protocol/hosts.js'
import { printFindings } from './doctor/finding.js'
import type { DoctorOptions } from './doctor/probe.js'
import { runDoctor } from './run-doctor.js'
import { usages, type Command } from './usage.js'

const DEFAULT_TIMEOUT_MS = 10_000

/** `doctor <proxy-url>`: exit code 0 where nothing is to be mended, 1 where something is, 2 for a wrong call. */
export const doctorCommand: Command = async (args) => {
  const options = readOptions(args)
  if (typeof options === 'string') {
    console.error(`${options}\n\n${usages.doctor}`)
    return 2
  }
  const findings = await runDoctor(options)
  console.log(options.isJson ? JSON.stringify(findings, null, 2) : printFindings(findings))
  return findings.some(({ verdict }) => verdict === 'fail') ? 1 : 0
}

function readOptions(args: readonly string[]): (DoctorOptions & { isJson: boolean }) | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        header: { type: 'string', multiple: true, default: [] },
        'other-header': { type: 'string', multiple: true, default: [] },
        queue: { type: 'string', default: DEFAULT_HOSTS.queue },
        rest: { type: 'string', default: DEFAULT_HOSTS.rest },
        origin: { type: 'string' },
        timeout: { type: 'string', default: String(DEFAULT_TIMEOUT_MS) },
        'skip-storage': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    })
    const [proxyUrl, ...rest] = positionals
    if (!proxyUrl || rest.length > 0) return 'Give one proxy URL.'
    if (!/^https?:\/\//.test(proxyUrl) || !URL.canParse(proxyUrl))
      return `"${proxyUrl}" is not a full http(s) URL.`
    const timeoutMs = Number(values.timeout)
    if (!(timeoutMs > 0)) return `--timeout: "${values.timeout}" is not a number of ms.`
    const otherHeaders = readHeaders(values['other-header'])
    const apiKey = process.env['MODELRUNNER_KEY']
    return {
      proxyUrl,
      hosts: { ...DEFAULT_HOSTS, queue: trimmed(values.queue), rest: trimmed(values.rest) },
      headers: readHeaders(values.header),
      ...(Object.keys(otherHeaders).length > 0 && { otherHeaders }),
      ...(values.origin !== undefined && { origin: values.origin }),
      ...(apiKey && { apiKey }),
      timeoutMs,
      skipStorage: values['skip-storage'],
      isJson: values.json,
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function readHeaders(lines: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    lines.map((line) => {
      const at = line.indexOf(':')
      if (at < 1) throw new Error(`--header: "${line}" is not "name: value".`)
      return [line.slice(0, at).trim(), line.slice(at + 1).trim()]
    }),
  )
}

function trimmed(url: string): string {
  return url.replace(/\/+$/, '')
}
