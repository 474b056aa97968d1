import { usePricing } from 'modelrunner-react'
import { useState } from 'react'

/** What a run will cost, told before it is paid for. */
export function PriceTag() {
  const [count, setCount] = useState(1)
  const { estimate, isPending, error } = usePricing('black-forest-labs/flux-schnell', {
    prompt: 'a cat',
    num_images: count,
  })
  return (
    <div className="example">
      <label>
        Pictures{' '}
        <input
          type="number"
          min={1}
          max={4}
          value={count}
          onChange={(event) => setCount(event.target.valueAsNumber || 1)}
        />
      </label>
      <p role="status">
        {isPending && 'Looking …'}
        {error?.message}
        {estimate && `${estimate.isExact ? '' : 'about '}$${estimate.amount ?? '?'}`}
      </p>
    </div>
  )
}
