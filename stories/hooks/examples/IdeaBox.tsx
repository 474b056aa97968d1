import { useSubmit } from 'modelrunner-react'
import { useState } from 'react'

/** Ideas are sent off one after another; nobody waits for the pictures here. */
export function IdeaBox() {
  const [idea, setIdea] = useState('a fox in the snow')
  const [sent, setSent] = useState<string[]>([])
  const { submit, isPending, error } = useSubmit<{ prompt: string }>('bytedance/sdxl-lightning-4step', {
    metadata: { page: 'ideas' },
    onSubmitted: ({ requestId }) => setSent((earlier) => [...earlier, requestId]),
  })
  return (
    <form
      className="example"
      onSubmit={(event) => {
        event.preventDefault()
        submit({ prompt: idea })
      }}
    >
      <label>
        Idea <input value={idea} onChange={(event) => setIdea(event.target.value)} />
      </label>
      <button type="submit" disabled={isPending}>
        {isPending ? 'Submitting…' : 'Submit'}
      </button>
      {error && <p role="alert">{error.message}</p>}
      <ol>
        {sent.map((id) => (
          <li key={id}>
            <code>{id}</code>
          </li>
        ))}
      </ol>
    </form>
  )
}
