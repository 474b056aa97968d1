import { useEffect } from 'react'
import { languages, type LanguageId } from './languages.js'
import { useSetting } from './use-setting.js'

const LANGUAGE_IDS = Object.keys(languages) as LanguageId[]

/** How the page looks and speaks, as the person chose it; written where the components look for it. */
export function useAppearance() {
  const [theme, setTheme] = useSetting('theme', ['system', 'light', 'dark'])
  const [preset, setPreset] = useSetting('preset', ['default', 'plain', 'rounded', 'terminal'])
  const [density, setDensity] = useSetting('density', ['comfortable', 'compact'])
  const [language, setLanguage] = useSetting('language', ['en', ...LANGUAGE_IDS])
  const [direction, setDirection] = useSetting('direction', ['auto', 'ltr', 'rtl'])

  useEffect(() => {
    const { dataset } = document.documentElement
    dataset.mrTheme = theme
    dataset.mrPreset = preset
    dataset.mrDensity = density
    document.documentElement.lang = language
    document.documentElement.dir = direction === 'auto' ? languages[language].direction : direction
  }, [theme, preset, density, language, direction])

  return {
    theme,
    setTheme,
    preset,
    setPreset,
    density,
    setDensity,
    language,
    setLanguage,
    direction,
    setDirection,
  }
}

export type AppearanceSettings = ReturnType<typeof useAppearance>
