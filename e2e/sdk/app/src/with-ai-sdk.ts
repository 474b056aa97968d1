import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { generateText, isStepCount, jsonSchema, type LanguageModel, Output, streamText, tool } from 'ai'
import type { ModelRunnerClient } from 'modelrunner-react'

const MODEL = 'meta/llama-4-instruct'

export const languageModel = (client: ModelRunnerClient) =>
  createOpenAICompatible({
    name: 'modelrunner',
    baseURL: `https://queue.modelrunner.run/${MODEL}`,
    fetch: client.fetch,
    includeUsage: true,
    supportsStructuredOutputs: true,
  })(MODEL)

/** A call that broke may be billed: the SDK must not repeat it. */
const maxRetries = 0

/** Calls `onText` for each piece of the answer; returns what it used. */
export async function stream(model: LanguageModel, prompt: string, onText: (text: string) => void) {
  const result = streamText({ model, prompt, maxRetries })
  for await (const text of result.textStream) onText(text)
  return { tokens: (await result.usage).outputTokens ?? 0 }
}

/** The model asks for the weather, gets it, and answers. */
export async function callTool(model: LanguageModel, prompt: string, weatherIn: (city: string) => string) {
  const get_weather = tool({
    inputSchema: jsonSchema<{ city: string }>({
      type: 'object',
      properties: { city: { type: 'string' } },
      required: ['city'],
    }),
    execute: ({ city }) => weatherIn(city),
  })
  const { text } = await generateText({
    model,
    prompt,
    maxRetries,
    tools: { get_weather },
    stopWhen: isStepCount(2),
  })
  return text
}

/** An answer that is JSON of a schema. */
export async function askForJson(model: LanguageModel, prompt: string): Promise<unknown> {
  const schema = jsonSchema<{ city: string }>({
    type: 'object',
    properties: { city: { type: 'string' } },
    required: ['city'],
    additionalProperties: false,
  })
  const { output } = await generateText({ model, prompt, maxRetries, output: Output.object({ schema }) })
  return output
}
