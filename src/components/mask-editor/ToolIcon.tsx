const PATHS = {
  eraser: 'M6.5 13h6.5M3.2 10.2l2.8 2.8h1.5l5.3-5.3L8.9 3.8 3.2 9.4zM6 6.7l3.9 3.9',
  undo: 'M6 3 3 6l3 3M3 6h6.5a3.5 3.5 0 0 1 0 7H6',
}

/** Signs that only the editor needs: here, so that no other component loads them. */
export function ToolIcon({ name }: { name: keyof typeof PATHS }) {
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
