import type { ModelRunnerClient } from 'modelrunner-react'
import OpenAI from 'openai'

const MODEL = 'meta/llama-4-instruct'

export const openai = (client: ModelRunnerClient) =>
  new OpenAI({
    baseURL: `https://queue.modelrunner.run/${MODEL}`,
    fetch: client.fetch,
    apiKey: 'unused', // The proxy has the key.
    dangerouslyAllowBrowser: true, // No key is in the browser.
    maxRetries: 0, // A call that broke may be billed: the SDK must not repeat it.
  })

/** Calls `onText` for each piece of the answer; returns what it used. */
export async function stream(sdk: OpenAI, prompt: string, onText: (text: string) => void) {
  const chunks = await sdk.chat.completions.create({
    model: MODEL,
    messages: [{ role: 'user', content: prompt }],
    stream: true,
    stream_options: { include_usage: true },
  })
  let tokens = 0
  for await (const { choices, usage } of chunks) {
    onText(choices[0]?.delta.content ?? '')
    tokens = usage?.completion_tokens ?? tokens
  }
  return { tokens }
}

/** The model asks for the weather, gets it, and answers. */
export async function callTool(sdk: OpenAI, prompt: string, weatherIn: (city: string) => string) {
  const tools: OpenAI.Chat.ChatCompletionTool[] = [
    {
      type: 'function',
      function: {
        name: 'get_weather',
        parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
      },
    },
  ]
  const messages: OpenAI.Chat.ChatCompletionMessageParam[] = [{ role: 'user', content: prompt }]
  const first = await sdk.chat.completions.create({ model: MODEL, messages, tools })
  const asked = first.choices[0]?.message
  if (!asked?.tool_calls) return asked?.content ?? ''
  messages.push(asked)
  for (const call of asked.tool_calls) {
    if (call.type !== 'function') continue
    const { city } = JSON.parse(call.function.arguments) as { city: string }
    messages.push({ role: 'tool', tool_call_id: call.id, content: weatherIn(city) })
  }
  const second = await sdk.chat.completions.create({ model: MODEL, messages, tools })
  return second.choices[0]?.message.content ?? ''
}

/** An answer that is JSON. */
export async function askForJson(sdk: OpenAI, prompt: string): Promise<unknown> {
  const { choices } = await sdk.chat.completions.create({
    model: MODEL,
    messages: [{ role: 'user', content: prompt }],
    response_format: { type: 'json_object' },
  })
  return JSON.parse(choices[0]?.message.content ?? 'null')
}
