import type { Preview } from '@storybook/react-vite'
import { wartyProxies } from '../test/warty-proxies/warty-proxies.js'
import { languages } from './platform/languages.js'
import { scenarios } from './platform/scenarios.js'

const words = (name: string) => name.replace(/([A-Z])/g, ' $1').toLowerCase()

/** What the toolbar offers. Latency, scenario and proxy restart the story's platform; another person comes to the same one. */
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
  preset: {
    description: 'Preset of the theme',
    toolbar: {
      icon: 'paintbrush',
      dynamicTitle: true,
      items: [
        { value: 'none', title: 'Default' },
        { value: 'plain', title: 'Plain' },
        { value: 'rounded', title: 'Rounded' },
        { value: 'terminal', title: 'Terminal' },
      ],
    },
  },
  density: {
    description: 'Density',
    toolbar: {
      icon: 'component',
      dynamicTitle: true,
      items: [
        { value: 'normal', title: 'Normal' },
        { value: 'compact', title: 'Compact' },
      ],
    },
  },
  locale: {
    description: 'Language',
    toolbar: {
      icon: 'globe',
      dynamicTitle: true,
      items: Object.entries(languages).map(([value, { title }]) => ({ value, title })),
    },
  },
  direction: {
    description: 'Reading direction',
    toolbar: {
      icon: 'transfer',
      dynamicTitle: true,
      items: [
        { value: 'auto', title: 'Own direction' },
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
        { value: 'none', title: 'Own proxy' },
        ...Object.keys(wartyProxies).map((value) => ({ value, title: `Proxy: ${words(value)}` })),
      ],
    },
  },
  user: {
    description: 'Who is signed in',
    toolbar: {
      icon: 'user',
      dynamicTitle: true,
      items: [
        { value: 'none', title: 'Nobody' },
        { value: 'anna', title: 'Anna' },
        { value: 'ben', title: 'Ben' },
      ],
    },
  },
} satisfies Preview['globalTypes']

/** `STORYBOOK_GLOBALS="theme:dark;direction:rtl"` in the environment: how the stories are tested in another look. */
const asked = (import.meta.env.STORYBOOK_GLOBALS ?? '') as string

export const initialGlobals = {
  theme: 'light',
  preset: 'none',
  density: 'normal',
  locale: 'en',
  direction: 'auto',
  latency: '0',
  scenario: 'none',
  wart: 'none',
  user: 'none',
  ...Object.fromEntries(asked.split(';').map((choice) => choice.split(':'))),
}
