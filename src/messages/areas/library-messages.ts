/** FileLibrary and FilePicker. */
export interface LibraryMessages {
  libraryLabel: string
  librarySearch: string
  libraryKind: string
  libraryKindAny: string
  libraryKindImage: string
  libraryKindVideo: string
  libraryKindAudio: string
  libraryKindText: string
  libraryKindModel: string
  libraryKindOther: string
  libraryOrder: string
  libraryNewest: string
  libraryOldest: string
  libraryBuckets: string
  libraryAll: string
  libraryFavorites: string
  libraryUploads: string
  libraryOutputs: string
  libraryInputs: string
  libraryTags: string
  libraryNoTags: string
  libraryTagAny: string
  libraryTagAll: string
  libraryTagsChosen: (count: number) => string
  libraryView: string
  libraryGrid: string
  libraryList: string
  libraryCount: (total: number) => string
  librarySelected: (count: number) => string
  libraryClearSelection: string
  libraryLoading: string
  libraryLoadingMore: string
  libraryEmpty: string
  libraryNothingFound: string
  libraryClearFilters: string
  /** What the keys do; announced by screen readers and shown while the files have the focus. */
  libraryKeys: string
  libraryKeysSelectable: string
  librarySize: (bytes: number) => string
  libraryDate: (at: number) => string
  libraryFavorite: string
  libraryUnfavorite: string
  libraryClose: string
  libraryNoPreview: string
  libraryDownload: string
  libraryLink: string
  libraryCopy: string
  libraryCopied: string
  libraryCopyFailed: string
  libraryType: string
  librarySizeLabel: string
  libraryAdded: string
  librarySource: string
  librarySourceUpload: string
  librarySourceOutput: string
  librarySourceExternal: string
  libraryRequests: string
  libraryRoleInput: string
  libraryRoleOutput: string
  libraryRoleThumbnail: string
  libraryAddTag: string
  libraryTagName: string
  libraryRemoveTag: (name: string) => string
  libraryRemove: string
  /** What removing does and what it does not. */
  libraryRemoveText: string
  libraryRemoveConfirm: string
  libraryKeep: string
  libraryRemoved: (name: string) => string
  libraryUse: string
  libraryChoose: string
  libraryUseSelected: (count: number) => string
  // Of all selected files.
  librarySelect: string
  libraryDownloadAll: string
  libraryTagAllSelected: string
  libraryRemoveAll: string
  libraryRemovedAll: (files: number) => string
  /** Uses the prompt of a file's run again. */
  libraryPrompt: string
  libraryModel: string
}
