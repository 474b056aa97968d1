import { OutputView, RequestHistory, RequestStatus, useResult, type RequestItem } from 'modelrunner-react'
import { useState } from 'react'

/** What was run, live; one of them in full. */
export function HistoryPage() {
  const [chosen, setChosen] = useState<RequestItem>()
  return (
    <div className="split wide">
      <section aria-label="Runs" className="panel">
        <RequestHistory onSelect={setChosen} className="tall" />
      </section>
      <section aria-label="Chosen run" className="panel" aria-live="polite">
        {chosen ? (
          <Run key={chosen.id} request={chosen} />
        ) : (
          <p className="empty" lang="en">
            Choose a run to see what came of it.
          </p>
        )}
      </section>
    </div>
  )
}

function Run({ request }: { request: RequestItem }) {
  const { output } = useResult(request.id, { endpoint: request.modelEndpoint })
  return (
    <div className="run">
      <div className="heading">
        <h2>{request.modelEndpoint}</h2>
        <code>{request.id}</code>
      </div>
      <RequestStatus requestId={request.id} />
      <OutputView output={output} />
    </div>
  )
}
