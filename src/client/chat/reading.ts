/** What a conversation needs from its first message on, loaded separately: a page can be shown without it. */
export { createFateReader } from './read-fate.js'
export { runTurn } from './run-turn.js'
