import { readFileSync, writeFileSync } from 'node:fs'
import { root } from './root.mjs'

/**
 * Writes a table between the marks `<!-- mark -->` and `<!-- /mark -->` of a page: each row in the place of the one of the same name, new
 * ones at the end.
 *
 * @param {string} page
 * @param {string} mark
 * @param {string} table
 */
export function writeRows(page, mark, table) {
  const file = new URL(page, root)
  const marks = new RegExp(`(<!-- ${mark} -->\\n)([\\s\\S]*?)(<!-- /${mark} -->)`)
  const written = readFileSync(file, 'utf8').replace(marks, (_, begin, before, end) => {
    const rows = new Map([...rowsOf(before), ...rowsOf(table)])
    return `${begin}\n${[...rows.values()].join('\n')}\n\n${end}`
  })
  writeFileSync(file, written)
}

const rowsOf = (table) =>
  table.split('\n').flatMap((line) => (line.startsWith('|') ? [[line.split('|')[1].trim(), line]] : []))
