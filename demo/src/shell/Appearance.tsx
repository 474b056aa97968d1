import { type ChangeEvent, useId } from 'react'
import { languages } from '../languages.js'
import type { AppearanceSettings } from '../use-appearance.js'

const NAMES = {
  system: 'System',
  light: 'Light',
  dark: 'Dark',
  default: 'Default',
  plain: 'Plain',
  rounded: 'Rounded',
  terminal: 'Terminal',
  comfortable: 'Comfortable',
  compact: 'Compact',
  auto: 'By language',
  ltr: 'Left to right',
  rtl: 'Right to left',
} as const

/** A button with all that can be chosen about the looks: base tokens and attributes do the rest. */
export function Appearance({ settings }: { settings: AppearanceSettings }) {
  const id = useId()
  return (
    <>
      <button type="button" className="plain" popoverTarget={id}>
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M12 3a9 9 0 1 0 0 18zM12 3a9 9 0 0 1 0 18M12 8.5h6M12 12.5h8M12 16.5h6" />
        </svg>
        Appearance
      </button>
      <div id={id} popover="auto" className="appearance">
        <Choice
          label="Theme"
          value={settings.theme}
          choices={['system', 'light', 'dark']}
          onChange={settings.setTheme}
        />
        <Choice
          label="Preset"
          value={settings.preset}
          choices={['default', 'plain', 'rounded', 'terminal']}
          onChange={settings.setPreset}
        />
        <Choice
          label="Density"
          value={settings.density}
          choices={['comfortable', 'compact']}
          onChange={settings.setDensity}
        />
        <label htmlFor={`${id}-language`}>Language</label>
        <select
          id={`${id}-language`}
          value={settings.language}
          onChange={(event) => settings.setLanguage(event.target.value as typeof settings.language)}
        >
          {Object.entries(languages).map(([code, { name }]) => (
            <option key={code} value={code} lang={code}>
              {name}
            </option>
          ))}
        </select>
        <Choice
          label="Direction"
          value={settings.direction}
          choices={['auto', 'ltr', 'rtl']}
          onChange={settings.setDirection}
        />
      </div>
    </>
  )
}

interface ChoiceProps<T extends keyof typeof NAMES> {
  label: string
  value: T
  choices: readonly T[]
  onChange: (value: T) => void
}

function Choice<T extends keyof typeof NAMES>({ label, value, choices, onChange }: ChoiceProps<T>) {
  const id = useId()
  const onSelect = (event: ChangeEvent<HTMLSelectElement>) => {
    const chosen = choices.find((choice) => choice === event.target.value)
    if (chosen) onChange(chosen)
  }
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={onSelect}>
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {NAMES[choice]}
          </option>
        ))}
      </select>
    </>
  )
}
