import { hashText, createRandom } from '../random.js'

const OPENINGS = [
  'Here is a way to think about it.',
  'A short answer first, then the longer one.',
  'That is a good thing to ask.',
  'Let us take it step by step.',
]
const SENTENCES = [
  'What matters most about {topic} is what it is for.',
  'People who know {topic} well begin with the simplest case and change one thing at a time.',
  'It helps to write down what you expect of {topic} before you look.',
  'The hard part of {topic} is rarely where it seems to be.',
  'If {topic} surprises you, keep the surprise: it is the most useful thing you have found.',
  'Small and finished beats large and nearly there, and {topic} is no exception.',
  'There is more than one right answer to {topic}; choose the one you can explain.',
  'Ask someone who uses {topic} every day, and watch what they do rather than what they say.',
]
const STOP_WORDS = new Set(
  'a an the and or of to in on for with is are was what how why who when where do does did can could should would i you me my your it this that please tell write about explain'.split(
    ' ',
  ),
)

/** A text that takes up the words of the prompt, about so many words long. The same prompt and seed give the same text. */
export function writeProse(prompt: string, seed: number, maxWords: number): string {
  const random = createRandom(hashText(prompt) ^ seed)
  const words = prompt.match(/[\p{L}\p{N}'-]+/gu) ?? []
  const topics = words.filter((word) => !STOP_WORDS.has(word.toLowerCase()))
  const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? ''
  const paragraphs: string[] = [pick(OPENINGS)]
  let count = paragraphs[0]?.split(' ').length ?? 0
  const left = [...SENTENCES]
  while (left.length > 0 && count < maxWords) {
    const [sentence = ''] = left.splice(Math.floor(random() * left.length), 1)
    const topic = topics.length > 0 ? `“${pick(topics)}”` : 'the question'
    const written = sentence.replace('{topic}', topic)
    count += written.split(' ').length
    const last = paragraphs.length - 1
    if (left.length % 3 === 2) paragraphs.push(written)
    else paragraphs[last] = `${paragraphs[last] ?? ''} ${written}`
  }
  return paragraphs.join('\n\n').split(' ').slice(0, Math.max(1, maxWords)).join(' ')
}
