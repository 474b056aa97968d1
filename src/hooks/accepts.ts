export { accepts, type Accept } from '../client/uploads/accepts.js'
