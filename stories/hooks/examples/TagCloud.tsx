import { useFiles, useTags } from 'modelrunner-react'
import { useState } from 'react'

/** Tags as a filter; how many files each choice leaves. */
export function TagCloud() {
  const { tags } = useTags()
  const [chosen, setChosen] = useState<string>()
  const { total, isPending } = useFiles(chosen ? { tagIds: [chosen] } : undefined)
  return (
    <div className="example">
      <div className="row">
        {tags.map(({ id, name }) => (
          <button
            key={id}
            type="button"
            aria-pressed={chosen === id}
            onClick={() => setChosen(chosen === id ? undefined : id)}
          >
            #{name}
          </button>
        ))}
      </div>
      <p role="status">{isPending ? 'Looking …' : `${total} files`}</p>
    </div>
  )
}
