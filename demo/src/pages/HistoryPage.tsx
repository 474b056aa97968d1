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
      <section aria-label="Chosen run" className="panel">
        {chosen ? <Run key={chosen.id} request={chosen} /> : <p className="note">Choose a run to see it.</p>}
      </section>
    </div>
  )
}

function Run({ request }: { request: RequestItem }) {
  const { output } = useResult(request.id, { endpoint: request.modelEndpoint })
  return (
    <>
      <h2>{request.modelEndpoint}</h2>
      <p className="note">
        <code>{request.id}</code>
      </p>
      <RequestStatus requestId={request.id} />
      <OutputView output={output} />
    </>
  )
}
