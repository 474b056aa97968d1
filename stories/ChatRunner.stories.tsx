import type { Meta, StoryObj } from '@storybook/react-vite'
import { ChatRunner } from 'modelrunner-react'
import type { Emulator } from 'modelrunner-react/emulator'
import { expect, userEvent, waitFor } from 'storybook/test'
import { keptChat, picture, turn } from './kept-chat.js'
import { press } from './press.js'

/** A conversation with a language model: streamed, with stop, copy, try again, and what it cost once it is charged. */
const meta = {
  title: 'Components/ChatRunner',
  component: ChatRunner,
  args: { endpoint: 'meta/llama-4-instruct', showCost: true },
  argTypes: { endpoint: { control: 'text' } },
} satisfies Meta<typeof ChatRunner>

export default meta
type Story = StoryObj<typeof meta>

const find = (canvasElement: HTMLElement, part: string) =>
  canvasElement.querySelector(`[data-mr=chat-runner][data-mr-part=${part}]`)

async function ask(canvasElement: HTMLElement, text: string) {
  await waitFor(() => expect(find(canvasElement, 'input')).toBeInTheDocument(), { timeout: 30_000 })
  await userEvent.type(find(canvasElement, 'input') ?? canvasElement, `${text}{Enter}`)
}

export const Empty: Story = {}

export const Answered: Story = {
  args: { endpoint: 'qwen/qwen-3-thinking' },
  play: async ({ canvasElement }) => {
    await ask(canvasElement, 'Why is the sky blue?')
    await waitFor(() => expect(find(canvasElement, 'cost')).toBeInTheDocument(), { timeout: 20_000 })
    await expect(find(canvasElement, 'root')).toHaveAttribute('data-state', 'idle')
  },
}

/** What was stopped may still be charged: it says so until that is known. */
export const Stopped: Story = {
  parameters: { modelrunner: { settings: { tokenMs: 200 } } },
  play: async ({ canvasElement }) => {
    await ask(canvasElement, 'Tell me about the sea')
    await waitFor(() => expect(find(canvasElement, 'text')).toBeInTheDocument())
    await press(canvasElement, 'chat-runner', 'stop')
    await expect(find(canvasElement, 'note')).toBeVisible()
  },
}

const earlier = [
  ...turn('Why is the sky blue?', 'Because air scatters short waves of light more than long ones.'),
  ...turn('And in the evening?', 'Then the light takes a longer way, and only the red is left.'),
]

/** An earlier message is open in the input: sending it replaces everything after it. */
export const Editing: Story = {
  args: { persistKey: 'talk' },
  parameters: { modelrunner: { provider: { storage: keptChat(earlier) } } },
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'chat-runner', 'edit')
    await expect(find(canvasElement, 'editing')).toBeVisible()
    await expect(find(canvasElement, 'input')).toHaveValue('Why is the sky blue?')
    await expect(find(canvasElement, 'input')).toHaveFocus()
  },
}

/** Images in a message, in an answer, and one that is not sent yet. */
export const Images: Story = {
  args: { persistKey: 'talk' },
  parameters: {
    modelrunner: {
      provider: {
        storage: keptChat(
          turn(
            [
              { type: 'text', text: 'Make the evening in this picture a morning.' },
              { type: 'image_url', image_url: { url: picture('#7c2d12', '#fdba74') } },
            ],
            [
              { type: 'text', text: 'Here it is, with a cooler light from the left.' },
              { type: 'image_url', image_url: { url: picture('#bae6fd', '#fef9c3') } },
            ],
          ),
        ),
      },
    },
  },
  play: async ({ canvasElement }) => {
    // The button is there once the catalog says that the model takes images.
    await waitFor(() => expect(find(canvasElement, 'attach')).toBeInTheDocument(), { timeout: 30_000 })
    const file = new File([new Uint8Array(3000)], 'harbour.png', { type: 'image/png' })
    const clipboardData = new DataTransfer()
    clipboardData.items.add(file)
    await userEvent.click(find(canvasElement, 'input') ?? canvasElement)
    // Firefox leaves the files out of a ClipboardEvent that a page makes; this one brings its own.
    await userEvent.paste(clipboardData)
    await waitFor(() => expect(find(canvasElement, 'attachment')).toHaveTextContent('harbour.png'))
    await expect(canvasElement.querySelectorAll('[data-mr-part=image]')).toHaveLength(2)
  },
}

const MARKDOWN = `## Three ways to store it

| where | survives a reload | size |
| --- | --- | --- |
| **memory** | no | the tab's |
| \`localStorage\` | yes | about 5 MB |
| IndexedDB | yes | [much more](https://developer.mozilla.org/docs/Web/API/IndexedDB_API) |

1. Start with memory.
2. Then write it down:
   - under a name of its own
   - for *each* user

\`\`\`ts
localStorage.setItem('draft', JSON.stringify({ text, at: Date.now() }))
\`\`\`

> Private windows forget it all.`

const setIt = async ({ canvasElement }: { canvasElement: HTMLElement }) => {
  for (const tag of ['table', 'ol ul', 'pre code', 'blockquote', 'a[href^=https]'])
    await waitFor(() => expect(canvasElement.querySelector(`[data-mr-markdown] ${tag}`)).toBeVisible(), {
      timeout: 30_000,
    })
}

/** Headings, tables, lists, code, quotes and links of an answer. HTML in it is text. */
export const Markdown: Story = {
  args: { persistKey: 'talk' },
  parameters: {
    modelrunner: { provider: { storage: keptChat(turn('Where can I store a draft?', MARKDOWN)) } },
  },
  play: setIt,
}

const ARABIC_MARKDOWN = `## ثلاث طرق لحفظ المسودة

| المكان | يبقى بعد إعادة التحميل | الحجم |
| --- | --- | --- |
| **الذاكرة** | لا | حجم التبويب |
| \`localStorage\` | نعم | نحو 5 ميغابايت |
| IndexedDB | نعم | [أكثر بكثير](https://developer.mozilla.org/docs/Web/API/IndexedDB_API) |

1. ابدأ بالذاكرة.
2. ثم احفظها:
   - باسم خاص بها
   - لكل مستخدم على حدة

\`\`\`ts
localStorage.setItem('draft', JSON.stringify({ text, at: Date.now() }))
\`\`\`

> النوافذ الخاصة تنسى كل شيء.`

/** Right to left; code stays left to right. */
export const RightToLeft: Story = {
  args: { persistKey: 'talk' },
  parameters: {
    modelrunner: {
      language: 'ar',
      provider: { storage: keptChat(turn('أين يمكنني حفظ مسودة؟', ARABIC_MARKDOWN)) },
    },
  },
  play: async ({ canvasElement }) => {
    await setIt({ canvasElement })
    const direction = (selector: string) => {
      const element = canvasElement.querySelector(selector)
      return element && getComputedStyle(element).direction
    }
    await expect([direction('table'), direction('pre'), direction('ol')]).toEqual(['rtl', 'ltr', 'rtl'])
  },
}

/** The page was left in the middle of an answer: what had arrived is there at once, the rest comes from the request. */
export const AfterReload: Story = {
  args: { persistKey: 'talk' },
  parameters: {
    modelrunner: {
      settings: { firstTokenMs: 0, tokenMs: 1 },
      prepare: async (emulator: Emulator) => {
        const call = new Request(`${emulator.hosts.queue}/meta/llama-4-instruct/chat/completions`, {
          method: 'POST',
          headers: { authorization: 'Key story', 'content-type': 'application/json' },
          body: JSON.stringify({
            messages: [{ role: 'user', content: 'Tell me about the sea' }],
            stream: true,
            metadata: { mr_client_id: 'left' },
          }),
        })
        const answer = await emulator.fetch(call)
        void answer.text()
      },
      provider: {
        storage: keptChat(
          [
            { id: 'asked', role: 'user', content: 'Tell me about the sea', state: 'done' },
            { id: 'answer', role: 'assistant', content: 'The sea', state: 'streaming' },
          ],
          { clientId: 'left', answerId: 'answer' },
        ),
      },
    },
  },
  play: async ({ canvasElement }) => {
    const answer = () => canvasElement.querySelector('[data-mr-part=message][data-role=assistant]')
    await waitFor(() => expect(answer()).toHaveAttribute('data-state', 'done'), { timeout: 30_000 })
    await expect(answer()?.textContent.length).toBeGreaterThan(200)
    await waitFor(() => expect(find(canvasElement, 'cost')).toBeInTheDocument())
    await expect(canvasElement.querySelectorAll('[data-mr-part=message]')).toHaveLength(2)
  },
}
