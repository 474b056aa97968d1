export { outcomeOf, type Outcome } from '../protocol/outcome.js'
