export { outcomeOf, type Outcome } from '../protocol/request-item.js'
