import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { alias, emulatorAlias } from '../alias.js'
import { backendPlugin } from './server/backend-plugin.js'

export default defineConfig(({ command }) => ({
  root: fileURLToPath(new URL('.', import.meta.url)),
  resolve: { alias: [...alias, emulatorAlias('node')] },
  plugins: [react(), ...(command === 'serve' ? [backendPlugin()] : [])],
  // Found before the first page, so that it does not load twice.
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
      'marked',
      'react-dropzone',
      'zustand/vanilla',
    ],
  },
  build: { outDir: 'dist', target: 'es2022', emptyOutDir: true },
}))
