import { RequestHistory } from 'modelrunner-react'

export function History() {
  return <RequestHistory />
}
