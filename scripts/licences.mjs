import { readFileSync } from 'node:fs'
import { root } from './root.mjs'

/**
 * A plugin that ships the licences of packages that are built in.
 *
 * @param {string} fileName
 * @param {string[]} packages
 * @returns {import('vite').Plugin}
 */
export function licences(fileName, packages) {
  const source = packages
    .map((name) => {
      const text = readFileSync(new URL(`node_modules/${name}/LICENSE`, root), 'utf8')
      return `${name}\n\n${text.trim()}\n`
    })
    .join(`\n${'-'.repeat(80)}\n\n`)
  return {
    name: 'licences',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName, source })
    },
  }
}
