// Search and the menu on narrow screens. Everything else works without script.
import { find, INDEX_OPTIONS } from './search.js'

const base = document.documentElement.dataset.base ?? ''
const menu = document.querySelector('.menu')
const nav = document.querySelector('#nav')
menu.addEventListener('click', () => {
  const open = menu.getAttribute('aria-expanded') !== 'true'
  menu.setAttribute('aria-expanded', String(open))
  nav.classList.toggle('open', open)
})

const input = document.querySelector('.search input')
const results = document.querySelector('#results')
let index

async function load() {
  index ??= Promise.all([import('./minisearch.js'), import('./search-index.js')]).then(
    ([{ default: MiniSearch }, { default: json }]) => MiniSearch.loadJSON(json, INDEX_OPTIONS),
  )
  return index
}

input.addEventListener('focus', load, { once: true })
input.addEventListener('input', async () => {
  const text = input.value
  const search = await load()
  if (input.value !== text) return
  const hits = text.trim() ? find(search, text).slice(0, 12) : []
  results.replaceChildren(
    ...hits.map(({ title, heading, url }) => {
      const item = document.createElement('li')
      const link = document.createElement('a')
      link.href = base + url
      link.textContent = heading ? `${title} › ${heading}` : title
      item.append(link)
      return item
    }),
  )
  if (text.trim() && hits.length === 0) {
    const item = document.createElement('li')
    item.textContent = 'Nothing found.'
    results.append(item)
  }
  results.hidden = !text.trim()
})
document.addEventListener('keydown', (event) => {
  if (event.key === '/' && !/input|textarea|select/i.test(event.target.tagName)) {
    event.preventDefault()
    input.focus()
  }
  if (event.key === 'Escape') results.hidden = true
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    const links = [...results.querySelectorAll('a')]
    if (results.hidden || links.length === 0) return
    event.preventDefault()
    const at = links.indexOf(document.activeElement) + (event.key === 'ArrowDown' ? 1 : -1)
    if (at < 0) input.focus()
    else links[Math.min(at, links.length - 1)].focus()
  }
})
