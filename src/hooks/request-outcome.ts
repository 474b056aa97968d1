export { outcomeOf, outcomeOf as requestOutcome, type Outcome } from '../protocol/request-item.js'
