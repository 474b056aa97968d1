import { ImageBox } from './ImageBox.js'
import source from './ImageBox.tsx?raw'

/** A run without a component of the package, and all that it takes. */
export function OwnPage() {
  return (
    <div className="split own" lang="en">
      <section className="panel" aria-label="Picture box">
        <ImageBox />
      </section>
      <section className="panel" aria-labelledby="source-title">
        <div className="heading">
          <h2 id="source-title">All of its source</h2>
          <code>PictureBox.tsx</code>
        </div>
        <pre tabIndex={0} dir="ltr">
          {source}
        </pre>
      </section>
    </div>
  )
}
