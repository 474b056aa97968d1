/** Views of what is neither plain text nor a file that a browser shows. */
export { Analysis } from './Analysis.js'
export { JsonTree } from './JsonTree.js'
export { BrokenMedia, EmbeddedImage, ModelView, MorePieces } from './MediaViews.js'
export { Transcript } from './Transcript.js'
