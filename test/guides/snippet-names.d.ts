import type * as emulators from 'modelrunner-react/emulator'
import type { Authorization, NodeHandler, ProxyHandler } from 'modelrunner-react/proxy'
import type { WebhookDelivery, WebhookHandlerOptions } from 'modelrunner-react/webhooks'
import type { Hono } from 'hono'
import type { http as mswHttp, HttpResponse as MswResponse } from 'msw'
import type { ComponentProps, ComponentType, JSX } from 'react'

/** What pieces of code in the docs take for granted: an app's own things, and what an earlier piece has made. */
// An app's server: its session, its limits, its log.
export declare const currentUser: (request: Request) => Promise<{ id: string } | undefined>
export declare const log: (event: object) => void
export declare const authorize: (request: Request) => Promise<Authorization>
export declare const handler: ProxyHandler
export declare const webhooks: ProxyHandler
export declare const store: NonNullable<WebhookHandlerOptions['store']>
export declare const saveRun: (delivery: WebhookDelivery) => Promise<void>
export declare const sendMail: (userId: string, text: string) => Promise<void>
export declare const db: {
  findRun(requestId: string): Promise<{ userId: string } | undefined>
  saveOutput(requestId: string, output: unknown): Promise<void>
}
export declare const app: Hono & { all(path: string, handler: NodeHandler): void } // Express, too

// An app's pages.
export declare const App: () => JSX.Element
export declare const Button: ComponentType<ComponentProps<'button'>>
export declare const MyPill: ComponentType<{ state: string; onStop: () => void }>
export declare const user: { id: string }
export declare const id: string
export declare const endpoint: string
export declare const schema: Record<string, unknown>
export declare const setRequestId: (id: string) => void
export declare const setUrl: (url: string | undefined) => void
export declare const setUrls: (urls: string[]) => void
export declare const file: File
export declare const fileA: File
export declare const fileB: File

// The platform of a test, and what stands before it.
export declare const emulator: emulators.Emulator
export declare const createEmulator: typeof emulators.createEmulator
export declare const http: typeof mswHttp
export declare const HttpResponse: typeof MswResponse
