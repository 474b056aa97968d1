/** A sign by its shape, not by colour alone: round for what passes, angular for what failed. */
export function NoticeIcon({ tone }: { tone: 'warning' | 'danger' }) {
  return (
    <svg
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      focusable="false"
    >
      {tone === 'warning' ? <circle cx="8" cy="8" r="6.25" /> : <path d="M8 1.9 14.6 13.6H1.4z" />}
      <path d={tone === 'warning' ? 'M8 4.8v3.6M8 11h.01' : 'M8 6.2v3.4M8 11.5h.01'} />
    </svg>
  )
}
