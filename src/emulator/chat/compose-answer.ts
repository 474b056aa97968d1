import type { JsonSchema } from '../../protocol/model.js'
import { writeProse } from '../media/write-prose.js'
import { hashText } from '../random.js'

/** A message as OpenAI's chat completions take it. */
export interface WireMessage {
  role: string
  content?: string | WirePart[] | null
  tool_calls?: unknown
  tool_call_id?: string
}

export interface WirePart {
  type: string
  text?: string
  image_url?: { url: string }
}

interface WireTool {
  function?: { name?: string; parameters?: JsonSchema }
}

/** The body of a completion call, after its checks. */
export interface ChatInput {
  messages: WireMessage[]
  max_tokens?: number
  max_completion_tokens?: number
  stop?: string | string[]
  seed?: number
  tools?: WireTool[]
  tool_choice?: unknown
  response_format?: { type?: string; json_schema?: { schema?: JsonSchema } }
  reasoning_effort?: string
  [name: string]: unknown
}

export interface ToolCall {
  id: string
  type: 'function'
  function: { name: string; arguments: string }
}

export interface Usage {
  prompt_tokens: number
  completion_tokens: number
  total_tokens: number
  prompt_tokens_details: { cached_tokens: number }
  completion_tokens_details: { reasoning_tokens: number }
}

/** A whole answer, in the tokens in which it is streamed. */
export interface ComposedAnswer {
  reasoning: string[]
  content: string[]
  toolCalls: ToolCall[]
  finishReason: 'stop' | 'length' | 'tool_calls'
  usage: Usage
}

const DEFAULT_MAX_TOKENS = 512
const TOKENS_PER_MESSAGE = 4
const TOKENS_PER_IMAGE = 258
/** The platform's cache counts in blocks of this many tokens. */
const CACHE_BLOCK = 16

/** Pieces of a text of about a token's size; joined they are the text. */
export function tokensOf(text: string): string[] {
  return text.match(/\s*[\p{L}\p{N}]{1,8}|\s*[^\s\p{L}\p{N}]|\s+/gu) ?? []
}

/** The answer to a conversation. The same input gives the same answer, another input another one. */
export function composeAnswer(input: ChatInput, reasons: boolean): ComposedAnswer {
  const { messages } = input
  const asked = textOf(messages.findLast((message) => message.role === 'user'))
  const seed = hashText(JSON.stringify([messages, input.seed ?? 0]))
  const limit = input.max_completion_tokens ?? input.max_tokens ?? DEFAULT_MAX_TOKENS
  const reasoning = reasons ? tokensOf(reasoningOn(asked, seed)).slice(0, limit) : []
  const toolCalls = callsFor(input, asked, seed)
  const whole = toolCalls.length > 0 ? [] : tokensOf(cutAtStop(replyTo(input, asked, seed), input.stop))
  const content = whole.slice(0, Math.max(0, limit - reasoning.length))
  const written =
    reasoning.length +
    content.length +
    tokensOf(JSON.stringify(toolCalls.map((call) => call.function))).length
  const completion = toolCalls.length > 0 ? written : reasoning.length + content.length
  return {
    reasoning,
    content,
    toolCalls,
    finishReason: toolCalls.length > 0 ? 'tool_calls' : content.length < whole.length ? 'length' : 'stop',
    usage: usageOf(messages, completion, reasoning.length),
  }
}

/** What the prompt costs is known before the first token. */
function usageOf(messages: readonly WireMessage[], completion: number, reasoning: number): Usage {
  const prompt = sum(messages.map(promptTokens))
  // What an earlier call has seen: everything up to the last answer.
  const seen = messages.findLastIndex((message) => message.role === 'assistant')
  const cached = sum(messages.slice(0, seen + 1).map(promptTokens))
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: cached - (cached % CACHE_BLOCK) },
    completion_tokens_details: { reasoning_tokens: reasoning },
  }
}

function promptTokens(message: WireMessage): number {
  const images = partsOf(message).filter((part) => part.type === 'image_url').length
  return TOKENS_PER_MESSAGE + tokensOf(textOf(message)).length + images * TOKENS_PER_IMAGE
}

function partsOf({ content }: WireMessage): WirePart[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : (content ?? [])
}

function textOf(message: WireMessage | undefined): string {
  return message
    ? partsOf(message)
        .flatMap((part) => part.text ?? [])
        .join('\n')
    : ''
}

function reasoningOn(asked: string, seed: number): string {
  const short = asked.length > 80 ? `${asked.slice(0, 80)}…` : asked
  return `The user asks: “${short}”. First, what is given and what is wanted. ${writeProse(asked, seed + 1, 40)} That is enough to answer.`
}

function replyTo(input: ChatInput, asked: string, seed: number): string {
  if (input.response_format?.type === 'json_object')
    return JSON.stringify({ answer: writeProse(asked, seed, 12) })
  if (input.response_format?.type === 'json_schema') {
    return JSON.stringify(instanceOf(input.response_format.json_schema?.schema ?? {}, asked))
  }
  const last = input.messages.at(-1)
  if (last?.role === 'tool') return `The tool answered ${textOf(last)}. ${writeProse(asked, seed, 24)}`
  const images = last ? partsOf(last).filter((part) => part.type === 'image_url').length : 0
  const seen = images > 0 ? `I can see ${images === 1 ? 'one image' : `${images} images`}. ` : ''
  const words = Number(/\b(\d{2,5}) words?\b/.exec(asked)?.[1] ?? 90)
  return seen + longProse(asked, seed, words) + layoutFor(asked)
}

/** Prose of any length: what was written once is varied until there are enough words. */
function longProse(asked: string, seed: number, words: number): string {
  const paragraphs: string[] = []
  for (let count = 0, turn = 0; count < words; turn++) {
    const paragraph = writeProse(asked, seed + turn, words - count)
    paragraphs.push(paragraph)
    count += paragraph.split(/\s+/).length
  }
  return paragraphs.join('\n\n')
}

/** Markdown of the kind that was asked for. */
function layoutFor(asked: string): string {
  const parts: string[] = []
  if (/\b(list|steps?)\b/i.test(asked)) {
    parts.push(
      '1. **Start small**: one case that works.\n2. Change one thing at a time.\n3. Keep what you measured.',
    )
  }
  if (/\b(code|function|script)\b/i.test(asked)) {
    parts.push('```ts\nexport function greet(name: string): string {\n  return `Hello, ${name}!`\n}\n```')
  }
  if (/\btable\b/i.test(asked)) {
    parts.push('| option | cost | time |\n| --- | --: | --- |\n| small | $1 | 2 s |\n| large | $4 | 9 s |')
  }
  return parts.map((part) => `\n\n${part}`).join('')
}

function cutAtStop(text: string, stop: ChatInput['stop']): string {
  const cuts = [stop ?? []]
    .flat()
    .map((each) => text.indexOf(each))
    .filter((at) => at >= 0)
  return text.slice(0, Math.min(text.length, ...cuts))
}

/** A tool is called where it must be, or where the question uses a word of its name, and its result is not there yet. */
function callsFor(
  { tools = [], tool_choice: choice = 'auto', messages }: ChatInput,
  asked: string,
  seed: number,
): ToolCall[] {
  const mayCall = choice !== 'none' && messages.at(-1)?.role === 'user'
  if (!mayCall) return []
  const forced =
    typeof choice === 'object' && choice !== null ? (choice as WireTool).function?.name : undefined
  const isWanted = ({ function: tool }: WireTool): boolean => {
    if (forced !== undefined) return tool?.name === forced
    const words = (tool?.name ?? '').split(/[^A-Za-z]+|(?=[A-Z])/).filter((word) => word.length > 3)
    return words.some((word) => asked.toLowerCase().includes(word.toLowerCase()))
  }
  const tool = tools.find(isWanted) ?? (choice === 'required' ? tools[0] : undefined)
  if (!tool?.function?.name) return []
  const { name, parameters = {} } = tool.function
  const id = `call_${seed.toString(36)}`
  return [
    { id, type: 'function', function: { name, arguments: JSON.stringify(instanceOf(parameters, asked)) } },
  ]
}

/** A value that fits a schema, made of the words of the question. */
function instanceOf(schema: JsonSchema, asked: string): unknown {
  if (schema.enum?.length) return schema.enum[0]
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  switch (type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, each]) => [name, instanceOf(each, asked)]),
      )
    case 'array':
      return [instanceOf((schema.items as JsonSchema | undefined) ?? {}, asked)]
    case 'integer':
    case 'number':
      return Number(/-?\d+/.exec(asked)?.[0] ?? schema.minimum ?? 1)
    case 'boolean':
      return true
    default:
      return asked.match(/\b\p{Lu}[\p{L}]+/gu)?.at(-1) ?? asked.slice(0, 40)
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
