import { FileLibrary, FileUploader } from 'modelrunner-react'

/** Put files in, find them again. */
export function LibraryPage() {
  return (
    <div className="library">
      <section aria-labelledby="upload-title" className="panel">
        <div className="heading" lang="en">
          <h2 id="upload-title">Upload</h2>
          <p className="note">
            Several at a time, large ones in parts. Pause one, reload the page, choose it again: it goes on.
          </p>
        </div>
        <FileUploader multiple />
      </section>
      <section aria-label="Files" className="panel">
        <FileLibrary />
      </section>
    </div>
  )
}
