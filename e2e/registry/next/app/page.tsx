import { Items } from './Items'

export default function Page() {
  return <Items />
}
