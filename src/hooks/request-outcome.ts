export { outcomeOf as requestOutcome } from '../protocol/outcome.js'
