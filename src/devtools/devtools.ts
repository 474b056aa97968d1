'use client'

import type { ReactNode } from 'react'
import { ModelRunnerDevtools as Devtools, type ModelRunnerDevtoolsProps } from './ModelRunnerDevtools.js'

/**
 * What the client does, in a panel, while you develop; nothing in a production build: bundlers replace NODE_ENV and drop what is
 * not used. `modelrunner-react/devtools/production` is always there.
 *
 * @example
 * <ModelRunnerProvider proxyUrl="/api/modelrunner/proxy">
 *   <App />
 *   <ModelRunnerDevtools />
 * </ModelRunnerProvider>
 */
export const ModelRunnerDevtools: (props: ModelRunnerDevtoolsProps) => ReactNode =
  process.env.NODE_ENV === 'production' ? () => null : Devtools
