import { FileLibrary, FileUploader } from 'modelrunner-react'

/** Put files in, find them again. */
export function LibraryPage() {
  return (
    <div className="library">
      <section aria-labelledby="upload-title" className="panel">
        <h2 id="upload-title">Upload</h2>
        <p className="note">
          Several at a time; large ones in parts. Pause one, reload the page, choose it again.
        </p>
        <FileUploader multiple />
      </section>
      <section aria-label="Files" className="panel">
        <FileLibrary />
      </section>
    </div>
  )
}
