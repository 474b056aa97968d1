import type { Messages } from 'modelrunner-react'

interface Language {
  /** In the language itself. */
  name: string
  direction: 'ltr' | 'rtl'
  /** English is in the package already. */
  load?: () => Promise<Partial<Messages>>
}

/** What the components can speak; each is loaded when it is chosen. */
export const languages = {
  en: { name: 'English', direction: 'ltr' },
  de: {
    name: 'Deutsch',
    direction: 'ltr',
    load: async () => (await import('modelrunner-react/messages/de')).de,
  },
  fr: {
    name: 'Français',
    direction: 'ltr',
    load: async () => (await import('modelrunner-react/messages/fr')).fr,
  },
  es: {
    name: 'Español',
    direction: 'ltr',
    load: async () => (await import('modelrunner-react/messages/es')).es,
  },
  ja: {
    name: '日本語',
    direction: 'ltr',
    load: async () => (await import('modelrunner-react/messages/ja')).ja,
  },
  'zh-CN': {
    name: '简体中文',
    direction: 'ltr',
    load: async () => (await import('modelrunner-react/messages/zh-CN')).zhCN,
  },
  ar: {
    name: 'العربية',
    direction: 'rtl',
    load: async () => (await import('modelrunner-react/messages/ar')).ar,
  },
} satisfies Record<string, Language>

export type LanguageId = keyof typeof languages
