import { useFiles } from 'modelrunner-react'

/** The newest pictures, with a heart that answers at once and is taken back if the platform says no. */
export function RecentImages() {
  const { files, total, setFavorite, hasNextPage, fetchNextPage, isPending, error } = useFiles({
    mimeTypePrefix: 'image/',
    limit: 6,
  })
  return (
    <div className="example">
      <p role="status">{isPending ? 'Looking …' : `${files.length} of ${total} pictures`}</p>
      <ul className="strip">
        {files.map(({ id, url, thumbnailUrl, isFavorited }) => (
          <li key={id}>
            <img src={thumbnailUrl ?? url} alt="" width="96" height="96" loading="lazy" />
            <button
              type="button"
              aria-pressed={isFavorited}
              aria-label="Favorite"
              // The error stands in the state.
              onClick={() => setFavorite(id, !isFavorited).catch(() => {})}
            >
              {isFavorited ? '♥' : '♡'}
            </button>
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <button type="button" onClick={() => void fetchNextPage()}>
          More
        </button>
      )}
      {error && <p role="alert">{error.message}</p>}
    </div>
  )
}
