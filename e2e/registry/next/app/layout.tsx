import type { ReactNode } from 'react'
import './globals.css'
import { Providers } from './providers'

export const metadata = { title: 'Registry' }

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <Providers>{children}</Providers>
      </body>
    </html>
  )
}
