import type { ColorPlan } from '../field-plan.js'
import type { WidgetProps } from '../fields-options.js'
import { Part } from '../parts.js'

/** A colour to pick, and its code to type; the value has the form that the model asks for. */
export function ColorField({
  id,
  plan,
  value,
  onChange,
  label,
  describedBy,
  invalid,
  disabled,
}: WidgetProps<ColorPlan>) {
  const text = plan.format === 'hex' ? (typeof value === 'string' ? value : '') : hexOf(value)
  const set = (next: string) => {
    if (plan.format === 'hex') return onChange(next === '' ? undefined : next)
    onChange(next === '' ? undefined : (rgbOf(next) ?? value))
  }
  return (
    <Part part="color">
      <Part
        part="swatch"
        as="input"
        type="color"
        value={/^#[\da-f]{6}$/i.test(text) ? text.toLowerCase() : '#000000'}
        disabled={disabled}
        aria-label={label}
        onChange={(event) => set(event.target.value)}
      />
      <Part
        part="input"
        as="input"
        look="input"
        // A new value from the picker replaces what was typed.
        key={text}
        id={id}
        type="text"
        dir="ltr"
        defaultValue={text}
        placeholder="#RRGGBB"
        disabled={disabled}
        aria-describedby={describedBy}
        aria-invalid={invalid || undefined}
        aria-required={plan.required || undefined}
        onBlur={(event) => set(event.target.value.trim())}
        onKeyDown={(event) => event.key === 'Enter' && set(event.currentTarget.value.trim())}
      />
    </Part>
  )
}

function hexOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return ''
  const { r, g, b } = value as Record<string, unknown>
  const parts = [r, g, b].map((part) =>
    Math.min(255, Math.max(0, Math.round(Number(part) || 0)))
      .toString(16)
      .padStart(2, '0'),
  )
  return `#${parts.join('')}`
}

function rgbOf(hex: string): { r: number; g: number; b: number } | undefined {
  const [, r, g, b] = /^#?([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(hex) ?? []
  return r && g && b ? { r: parseInt(r, 16), g: parseInt(g, 16), b: parseInt(b, 16) } : undefined
}
