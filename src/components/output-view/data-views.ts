/** Views of what is neither plain text nor a file that a browser shows. */
export { Analysis } from './views/Analysis.js'
export { JsonTree } from './views/JsonTree.js'
export { BrokenMedia, EmbeddedImage, ModelView, MorePieces } from './views/MediaViews.js'
export { Transcript } from './views/Transcript.js'
