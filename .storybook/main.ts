import type { StorybookConfig } from '@storybook/react-vite'
import { mergeConfig, type Plugin } from 'vite'
import { alias, emulatorAlias } from '../alias.js'

/** A static build, too, shows developers what they would see: React is built for production, the library is not. */
const libraryInDevelopment: Plugin = {
  name: 'library-in-development',
  enforce: 'pre',
  transform: (code, id) =>
    /\/src\/.*\.tsx?$/.test(id) ? code.replaceAll('process.env.NODE_ENV', "'development'") : undefined,
}

/** Stories run the source itself, with the emulator's browser entry: a static build needs no server. */
const config: StorybookConfig = {
  framework: '@storybook/react-vite',
  stories: ['../stories/**/*.mdx', '../stories/**/*.stories.tsx'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y', '@storybook/addon-vitest'],
  staticDirs: ['./public'],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  typescript: {
    // The checker's view of props: 'react-docgen' sees none that come through Omit<> or a generic. Tests show no tables.
    reactDocgen: process.env.VITEST ? false : 'react-docgen-typescript',
    reactDocgenTypescriptOptions: {
      propFilter: ({ parent }) => !parent?.fileName.includes('node_modules'),
      shouldExtractLiteralValuesFromEnum: true,
      shouldRemoveUndefinedFromOptional: true,
    },
  },
  viteFinal: (base) =>
    mergeConfig(base, {
      plugins: [libraryInDevelopment],
      resolve: { alias: [...alias, emulatorAlias('browser')] },
      // Named, so that the first run of the tests does not stop half way to bundle what it just met.
      optimizeDeps: {
        include: [
          'react',
          'react-dom',
          'react-dom/client',
          'react/jsx-runtime',
          'react/jsx-dev-runtime',
          '@tanstack/react-query',
          '@tanstack/react-virtual',
          'eventsource-parser',
          'hono',
          'marked',
          'msw',
          'msw/browser',
          'react-dropzone',
          'zustand',
          'zustand/vanilla',
        ],
      },
    }),
}

export default config
