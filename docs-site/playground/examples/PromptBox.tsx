import { ErrorNotice, useRequest } from 'modelrunner-react'

export function PromptBox() {
  const { submit, retry, phase, output, error } = useRequest<{ prompt: string }, string[]>(
    'bytedance/sdxl-lightning-4step',
  )
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        submit({ prompt: String(new FormData(event.currentTarget).get('prompt')) })
      }}
    >
      <label>
        Prompt <input name="prompt" defaultValue="a lighthouse at dusk" required />
      </label>{' '}
      <button>Draw</button>
      <p role="status">{phase}</p>
      <ErrorNotice error={error} onRetry={retry} />
      {output?.map((url) => (
        <img key={url} src={url} alt="A lighthouse at dusk" width={320} />
      ))}
    </form>
  )
}
