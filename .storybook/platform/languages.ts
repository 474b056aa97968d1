import type { Messages } from 'modelrunner-react'

interface Language {
  title: string
  /** English, the default, needs none. */
  load: () => Promise<Partial<Messages> | undefined>
}

/** The languages of the toolbar; each is fetched when it is chosen, as an app would do it. */
export const languages: Record<string, Language> = {
  en: { title: 'English', load: () => Promise.resolve(undefined) },
  de: { title: 'Deutsch', load: async () => (await import('modelrunner-react/messages/de')).de },
  fr: { title: 'Français', load: async () => (await import('modelrunner-react/messages/fr')).fr },
  es: { title: 'Español', load: async () => (await import('modelrunner-react/messages/es')).es },
  ja: { title: '日本語', load: async () => (await import('modelrunner-react/messages/ja')).ja },
  'zh-CN': { title: '简体中文', load: async () => (await import('modelrunner-react/messages/zh-CN')).zhCN },
  ar: { title: 'العربية', load: async () => (await import('modelrunner-react/messages/ar')).ar },
  long: { title: 'Long text (pseudo)', load: async () => (await import('./long-text.js')).longText },
}
