const PATHS = {
  close: 'M4 4l8 8M12 4l-8 8',
  up: 'M8 13V3M3.5 7.5 8 3l4.5 4.5',
  down: 'M8 3v10M3.5 8.5 8 13l4.5-4.5',
  plus: 'M8 3v10M3 8h10',
  check: 'M3 8.5l3.2 3.2L13 5',
  copy: 'M6 6h7v7H6zM10 6V3H3v7h3',
  download: 'M8 2.5v8M4.5 7 8 10.5 11.5 7M3 13.5h10',
  external: 'M9.5 3H13v3.5M13 3 7.5 8.5M11.5 9.5V13H3V4.5h3.5',
  retry: 'M13 8a5 5 0 1 1-1.6-3.7M13 2.5v3h-3',
  upload: 'M8 10.5v-8M4.5 6 8 2.5 11.5 6M3 13.5h10',
  file: 'M9 2H4v12h8V5zM9 2v3h3',
  image: 'M2.5 3h11v10h-11zM3 12l3.5-4 2.5 2.5L11 8.5l2.5 3M10.5 6h.01',
  video: 'M2.5 3.5h11v9h-11zM6.5 6l4 2-4 2z',
  audio: 'M3 6.5v3M5.5 4v8M8 6v4M10.5 3v10M13 6.5v3',
  cube: 'M8 2l5.5 3v6L8 14l-5.5-3V5zM2.5 5 8 8l5.5-3M8 8v6',
  clock: 'M8 2a6 6 0 1 1-.01 0M8 5v3.5l2 1.2',
  folder: 'M2 12.5v-9h4l1.5 2H14v7z',
  star: 'M8 2.2l1.8 3.7 4 .6-2.9 2.8.7 4L8 11.4l-3.6 1.9.7-4L2.2 6.5l4-.6z',
  grid: 'M3 3h4v4H3zM9 3h4v4H9zM3 9h4v4H3zM9 9h4v4H9z',
  rows: 'M3 4h10M3 8h10M3 12h10',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  dice: 'M3 3h10v10H3zM5.75 5.75h.01M10.25 5.75h.01M8 8h.01M5.75 10.25h.01M10.25 10.25h.01',
  brush: 'M13.5 2.5 7 9M7 9c-2-.6-3.4.6-3.6 2.2-.1 1-.6 1.6-1.4 1.9 2.4 1 5.6.3 5.8-2.1L7 9',
  use: 'M2.5 8h8M7 4.5 10.5 8 7 11.5M13.5 3v10',
  minus: 'M3 8h10',
  previous: 'M10 3 5 8l5 5',
  next: 'M6 3l5 5-5 5',
  compare: 'M8 2v12M3 4h2.5v8H3zM10.5 4H13v8h-2.5',
  trash: 'M3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5l.5 9h6l.5-9',
  globe: 'M8 2a6 6 0 1 1-.01 0M2 8h12M8 2c2.5 3.5 2.5 8.5 0 12M8 2c-2.5 3.5-2.5 8.5 0 12',
} as const

export type IconName = keyof typeof PATHS

/** A small drawn sign beside words; never alone without a name on what holds it. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      viewBox="0 0 16 16"
      width="16"
      height="16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  )
}
