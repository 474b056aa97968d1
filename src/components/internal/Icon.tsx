/** What is drawn, in a box of 16 × 16. */
export type IconPath = `M${string}`

/** A small drawn sign beside words; never alone without a name on what holds it. */
export function Icon({ path }: { path: IconPath }) {
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
      <path d={path} />
    </svg>
  )
}
