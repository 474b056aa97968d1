/** `npm run docs:check`: every link of the built site that stays in it leads to a file, and to an anchor, that is there. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { root } from '../scripts/root.mjs'

const out = new URL('docs-site/dist/', root)
/** Storybook and the playground are apps: their parts are not links. */
const APPS = /^(storybook|playground)\//
const pages = readdirSync(out, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.html') && !APPS.test(path))
const anchors = new Map(
  pages.map((path) => [
    path,
    new Set([...readFileSync(new URL(path, out), 'utf8').matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id)),
  ]),
)
const complete = existsSync(new URL('api/index.html', out))

const dead = pages.flatMap((path) => {
  const html = readFileSync(new URL(path, out), 'utf8')
  const links = [...html.matchAll(/\b(?:href|src)="([^"]+)"/g)].map(([, link]) =>
    link.replaceAll('&amp;', '&'),
  )
  return links.filter((link) => !leads(link, path)).map((link) => `${path}: ${link}`)
})

function leads(link, from) {
  if (/^[a-z]+:/i.test(link)) return true
  const { pathname, hash } = new URL(link, `file:///${from}`)
  const target = decodeURIComponent(pathname.slice(1)) || 'index.html'
  if (!complete && /^(api|storybook|playground)\//.test(target)) return true
  const url = new URL(target, out)
  if (!existsSync(url) || statSync(url).isDirectory()) return false
  return hash === '' || !anchors.has(target) || anchors.get(target).has(decodeURIComponent(hash.slice(1)))
}

if (dead.length > 0) process.stderr.write(`Dead links:\n${[...new Set(dead)].join('\n')}\n`)
process.stdout.write(`${pages.length} pages, ${dead.length} dead links\n`)
process.exitCode = dead.length > 0 ? 1 : 0
