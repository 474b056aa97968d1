// @vitest-environment node
import { expect, it } from 'vitest'
import { unlayerCss } from './unlayer-css.mjs'

it('takes the rules out of their layer, each with the weight of two classes', () => {
  const css =
    '@layer modelrunner{:where([data-mr]){margin:0}:where([data-mr])::before,:where(a, b){content:"}"}}'
  expect(unlayerCss(css)).toBe(
    ':where([data-mr]):not(._._){margin:0}:where([data-mr]):not(._._)::before,:where(a, b):not(._._){content:"}"}',
  )
})

it('keeps conditions, and leaves the steps of an animation as they are', () => {
  const css =
    '@layer modelrunner;@layer modelrunner{@media (width<1px){:where(a){b:c}}@keyframes x{50%{opacity:.3}}:where(d){e:f}}'
  expect(unlayerCss(css)).toBe(
    '@media (width<1px){:where(a):not(._._){b:c}}@keyframes x{50%{opacity:.3}}:where(d):not(._._){e:f}',
  )
})
