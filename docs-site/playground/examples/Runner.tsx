import { RequestRunner } from 'modelrunner-react'

export function Runner() {
  return <RequestRunner endpoint="bytedance/sdxl-lightning-4step" showCost />
}
