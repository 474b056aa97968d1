// @vitest-environment node
import { expect, it } from 'vitest'
import { inputImageOf, promptOf } from './input-facts.js'

it('finds the words of an input, whatever their field is called', () => {
  expect(promptOf({ seed: 1, prompt: ' a fox ' })).toBe('a fox')
  expect(promptOf({ prompt: ' ', lyrics: 'la' })).toBe('la')
  for (const input of [{ seed: 1 }, { prompt: 7 }, null, undefined, 'text'])
    expect(promptOf(input)).toBeUndefined()
})

it('finds the image of an input, where it is a link that may be shown', () => {
  expect(inputImageOf({ image_url: 'https://media.example/a.png' })).toBe('https://media.example/a.png')
  expect(inputImageOf({ reference_images: ['https://media.example/b.png'] })).toBe(
    'https://media.example/b.png',
  )
  expect(inputImageOf({ lora_url: 'user/repo', image: 'no link' })).toBeUndefined()
  expect(inputImageOf({ image: 'javascript:alert(1)' })).toBeUndefined()
})
