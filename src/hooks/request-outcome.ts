export { outcomeOf as requestOutcome } from '../protocol/request-item.js'
