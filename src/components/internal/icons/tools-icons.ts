/** Signs of editors and viewers. Paths in a box of 16 × 16. */
export const dice = 'M3 3h10v10H3zM5.75 5.75h.01M10.25 5.75h.01M8 8h.01M5.75 10.25h.01M10.25 10.25h.01'
export const brush = 'M13.5 2.5 7 9M7 9c-2-.6-3.4.6-3.6 2.2-.1 1-.6 1.6-1.4 1.9 2.4 1 5.6.3 5.8-2.1L7 9'
export const use = 'M2.5 8h8M7 4.5 10.5 8 7 11.5M13.5 3v10'
export const minus = 'M3 8h10'
export const previous = 'M10 3 5 8l5 5'
export const next = 'M6 3l5 5-5 5'
export const compare = 'M8 2v12M3 4h2.5v8H3zM10.5 4H13v8h-2.5'
export const globe = 'M8 2a6 6 0 1 1-.01 0M2 8h12M8 2c2.5 3.5 2.5 8.5 0 12M8 2c-2.5 3.5-2.5 8.5 0 12'
