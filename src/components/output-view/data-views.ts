/** Views of what is neither plain text nor a file that a browser shows. */
export { Analysis } from './Analysis.js'
export { BrokenMedia } from './BrokenMedia.js'
export { EmbeddedImage } from './EmbeddedImage.js'
export { JsonTree } from './JsonTree.js'
export { ModelView } from './ModelView.js'
export { MorePieces } from './MorePieces.js'
export { Transcript } from './Transcript.js'
