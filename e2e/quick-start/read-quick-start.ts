import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const README = join(import.meta.dirname, '../../README.md')

/** What a reader of a quick start does, in this order. */
export interface QuickStart {
  /** Commands that end. */
  setup: string[]
  /** Files that are written, by their path in the app. */
  files: { path: string; code: string }[]
  /** Commands that go on, each in a terminal of its own; the last one prints the address of the page. */
  programs: string[]
}

/** Reads a section of the README as it stands: its first block of commands, its files, its last block of commands. */
export function readQuickStart(title: string): QuickStart {
  const section = readFileSync(README, 'utf8').split(`## ${title}\n`)[1]?.split('\n## ')[0] ?? ''
  const blocks = [...section.matchAll(/```(\w+)\n([\s\S]*?)```/g)].map(([, language, text = '']) => ({
    language,
    text,
  }))
  const commands = blocks
    .filter(({ language }) => language === 'sh')
    .map(({ text }) => text.trim().split('\n'))
  const files = blocks
    .filter(({ language }) => language !== 'sh')
    .map(({ text }) => ({ path: /^\/\/ (\S+)/.exec(text)?.[1] ?? '', code: text }))
  const [setup, programs] = commands
  if (!setup || !programs || commands.length !== 2 || files.some(({ path }) => !path))
    throw new Error(`README.md, "${title}": commands, files with their path in the first line, commands`)
  return { setup, files, programs }
}
