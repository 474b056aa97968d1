import type { Preview } from '@storybook/react-vite'
import { wartyProxies } from '../test/warty-proxies/warty-proxies.js'
import { scenarios } from './platform/scenarios.js'

const words = (name: string) => name.replace(/([A-Z])/g, ' $1').toLowerCase()

/** What the toolbar offers; each choice restarts the story's platform. */
export const globalTypes = {
  theme: {
    description: 'Theme',
    toolbar: {
      icon: 'mirror',
      dynamicTitle: true,
      items: [
        { value: 'light', title: 'Light', icon: 'sun' },
        { value: 'dark', title: 'Dark', icon: 'moon' },
        { value: 'system', title: 'System', icon: 'browser' },
      ],
    },
  },
  direction: {
    description: 'Reading direction',
    toolbar: {
      icon: 'transfer',
      dynamicTitle: true,
      items: [
        { value: 'ltr', title: 'Left to right' },
        { value: 'rtl', title: 'Right to left' },
      ],
    },
  },
  latency: {
    description: 'Latency of every answer',
    toolbar: {
      icon: 'timer',
      dynamicTitle: true,
      items: [
        { value: '0', title: 'No latency' },
        { value: '150', title: '150 ms' },
        { value: '800', title: '800 ms' },
        { value: '3000', title: '3 s' },
      ],
    },
  },
  scenario: {
    description: 'What goes wrong',
    toolbar: {
      icon: 'lightning',
      dynamicTitle: true,
      items: Object.entries(scenarios).map(([value, { title }]) => ({ value, title })),
    },
  },
  wart: {
    description: 'The proxy in between',
    toolbar: {
      icon: 'shield',
      dynamicTitle: true,
      items: [
        { value: 'none', title: 'This package’s proxy' },
        ...Object.keys(wartyProxies).map((value) => ({ value, title: `Proxy: ${words(value)}` })),
      ],
    },
  },
} satisfies Preview['globalTypes']

export const initialGlobals = {
  theme: 'light',
  direction: 'ltr',
  latency: '0',
  scenario: 'none',
  wart: 'none',
}
