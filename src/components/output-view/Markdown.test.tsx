import { render, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { Markdown } from './Markdown.js'

function shown(text: string) {
  const { container } = render(<Markdown text={text} />)
  return container
}

it('sets a table with its head, marks in its cells, and cells that are missing', () => {
  shown('Costs:\n| option | cost |\n| --- | --: |\n| **small** | $1 \\| less |\n| large |\n\nAfter it.')
  const [head, ...rows] = within(screen.getByRole('table')).getAllByRole('row')
  expect(
    within(head ?? document.body)
      .getAllByRole('columnheader')
      .map((cell) => cell.textContent),
  ).toEqual(['option', 'cost'])
  expect(
    rows.map((row) =>
      within(row)
        .getAllByRole('cell')
        .map((cell) => cell.innerHTML),
    ),
  ).toEqual([
    ['<strong>small</strong>', '$1 | less'],
    ['large', ''],
  ])
  expect(screen.getByText('After it.').tagName).toBe('P')
})

it('takes a row for text until the line that makes it a table is there', () => {
  expect(shown('| option | cost |').querySelector('table')).toBeNull()
  expect(shown('a | b\nno table').querySelector('table')).toBeNull()
})

it('sets lists in lists, with paragraphs and code within an item', () => {
  const list = shown(
    '1. One\n   - inner\n     - innermost\n2. Two\n\n   ```js\n   let a = 1\n   ```\n3. Three',
  ).firstElementChild?.firstElementChild
  expect(list?.tagName).toBe('OL')
  expect([...(list?.children ?? [])].map(({ tagName }) => tagName)).toEqual(['LI', 'LI', 'LI'])
  expect(list?.querySelector('li ul li ul li')).toHaveTextContent('innermost')
  expect(list?.querySelector('li pre code')).toHaveTextContent('let a = 1')
})

it('sets headings, quotes, rules, emphasis, links and addresses', () => {
  const root = shown(
    '# Title\n> quoted\n> - item\n\n---\n*soft* _soft_ **loud** ***both*** ~~gone~~ `code` \\*plain\\* snake_case_name [page](https://a.test/x) ![img](https://a.test/i.png) https://b.test/y?z=1.',
  )
  expect(root.querySelector('[data-mr-heading="3"]')).toHaveTextContent('Title')
  expect(root.querySelector('blockquote ul li')).toHaveTextContent('item')
  expect(root.querySelector('hr')).toBeTruthy()
  expect(
    [...root.querySelectorAll('em, strong, del, code')].map(
      ({ localName, innerHTML }) => `<${localName}>${innerHTML}`,
    ),
  ).toEqual([
    '<strong>Title',
    '<em>soft',
    '<em>soft',
    '<strong>loud',
    '<em><strong>both</strong>',
    '<strong>both',
    '<del>gone',
    '<code>code',
  ])
  expect(root).toHaveTextContent('*plain* snake_case_name')
  expect([...root.querySelectorAll('a')].map(({ href }) => href)).toEqual([
    'https://a.test/x',
    'https://a.test/i.png',
    'https://b.test/y?z=1',
  ])
  expect(root.querySelector('img')).toBeNull()
})

it('sets nothing that could run: HTML is text, and links lead to http(s) only', () => {
  const text = '<img src=x onerror=alert(1)> [a](javascript:alert(1)) | <b>x</b> |\n| --- |\n'
  const root = shown(text)
  expect(root.querySelector('img, b, a, script')).toBeNull()
})

it('sets what the dialect of GitHub has beside that', () => {
  const root = shown(
    'Title\n===\n- [x] done\n- [ ] open\n\nsee [this][1] and [![plan](https://a.test/i.png)](https://a.test/p)\n\n[1]: https://a.test/ref\n\n| a |\n| :-: |\n| one<br>two &amp; &#x20ac; &what; |\n\n```js\nlet open',
  )
  expect(root.querySelector('[data-mr-heading="3"]')).toHaveTextContent('Title')
  expect([...root.querySelectorAll('li')].map(({ textContent }) => textContent)).toEqual(['☑ done', '☐ open'])
  expect([...root.querySelectorAll('a')].map(({ href, textContent }) => [href, textContent])).toEqual([
    ['https://a.test/ref', 'this'],
    ['https://a.test/p', 'plan'],
  ])
  expect(root.querySelector('td')?.innerHTML).toBe('one<br>two &amp; € &amp;what;')
  expect(root.querySelector('td')).toHaveStyle({ textAlign: 'center' })
  expect(root.querySelector('pre code')).toHaveTextContent('let open')
})

it('shows what is nested too deeply as it was written', () => {
  const text = `${'> '.repeat(100)}deep`
  expect(shown(text)).toHaveTextContent('> > deep')
})

describe('a text that was made to be slow', () => {
  it.each([
    ['open brackets', '['.repeat(50_000)],
    ['stars', '*a '.repeat(20_000)],
    ['underscores', '_a '.repeat(20_000)],
    ['bars', '|'.repeat(50_000)],
    ['nested quotes', '>'.repeat(50_000)],
    ['nested lists', `${'- '.repeat(25_000)}a`],
    ['comments', '<!--'.repeat(20_000)],
    ['links in links', '[a]('.repeat(20_000)],
    ['bold', '**a **a'.repeat(10_000)],
    ['blank lines in a list', `- a\n${'\n'.repeat(50_000)}b`],
    ['rows', '| a |\n| - |\n'.repeat(1_000)],
  ])('of %s does not hang', (_name, text) => {
    const startedAt = performance.now()
    expect(shown(text).textContent).not.toBe('')
    expect(performance.now() - startedAt).toBeLessThan(20_000)
  })
})
