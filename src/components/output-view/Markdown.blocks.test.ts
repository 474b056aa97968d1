import { expect, it } from 'vitest'
import { createBlockReader } from './Markdown.js'

const TEXT = `# Title
A paragraph, [a link][1] and
its second line

Setext
---
- one
  - inner

  more of one

- two

1. first

   \`\`\`js
   let a = 1

   let b
   \`\`\`
> quoted
lazy

| a | b |
| - | - |
| 1 | 2 |

<!-- a comment

with a gap -->
\tindented

\`\`\`
open

fence
\`\`\`
last`

const shape = (tokens: ReturnType<ReturnType<typeof createBlockReader>>) =>
  JSON.stringify(tokens, (key, value: unknown) => (key === 'links' ? undefined : value))

it.each([
  ['a text', TEXT],
  ['one with a definition at its end', `${TEXT}\n\n[1]: https://a.test/x\n\nand [1]`],
  ['one with other line ends', TEXT.replaceAll('\n', '\r\n')],
])('reads %s that grows by a character as it reads the whole', (_name, text) => {
  const read = createBlockReader()
  for (let end = 1; end <= text.length; end++) {
    const grown = text.slice(0, end)
    expect(shape(read(grown)), grown).toBe(shape(createBlockReader()(grown)))
  }
})

it('keeps what can no longer change, and starts over with another text', () => {
  const read = createBlockReader()
  const [first] = read('one\n\ntwo\n\nthree')
  expect(read('one\n\ntwo\n\nthree more')[0]).toBe(first)
  expect(read('other\n\ntwo').map(({ raw }) => raw)).toEqual(['other', '\n\n', 'two'])
})
