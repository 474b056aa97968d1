import type { ComponentType } from 'react'
import { CreatePage } from './pages/CreatePage.js'
import { HistoryPage } from './pages/HistoryPage.js'
import { LibraryPage } from './pages/LibraryPage.js'
import { OwnPage } from './pages/OwnPage.js'
import { TroublePage } from './pages/TroublePage.js'

export interface Page {
  path: string
  title: string
  lead: string
  /** Path of a 24 × 24 icon. */
  icon: string
  Content: ComponentType<{ rest: string }>
}

/** Every page, in the order of the navigation; the first is the start. */
export const pages: readonly [Page, ...Page[]] = [
  {
    path: 'create',
    title: 'Create',
    lead: 'Pick a model and run it. Its form comes from its own schema.',
    icon: 'M12 3l1.9 5.1L19 10l-5.1 1.9L12 17l-1.9-5.1L5 10l5.1-1.9zM19 16l.8 2.2L22 19l-2.2.8L19 22l-.8-2.2L16 19l2.2-.8z',
    Content: CreatePage,
  },
  {
    path: 'library',
    title: 'Library',
    lead: 'All that was uploaded or generated, and a place to put more.',
    icon: 'M4 5h7v6H4zM13 5h7v6h-7zM4 13h7v6H4zM13 13h7v6h-7z',
    Content: LibraryPage,
  },
  {
    path: 'history',
    title: 'History',
    lead: 'Every run, newest first, followed live.',
    icon: 'M3 12a9 9 0 1 0 3-6.7L3 8M3 3v5h5M12 7v5l3 2',
    Content: HistoryPage,
  },
  {
    path: 'own',
    title: 'Own UI',
    lead: 'The same run with one hook and elements of your own.',
    icon: 'M8 6l-6 6 6 6M16 6l6 6-6 6',
    Content: OwnPage,
  },
  {
    path: 'trouble',
    title: 'Failures',
    lead: 'Endpoints that fail in every way a platform can. Run one and see what people would see.',
    icon: 'M12 3l10 18H2zM12 10v5M12 18v.5',
    Content: TroublePage,
  },
]
