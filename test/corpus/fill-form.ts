import { fireEvent, within } from '@testing-library/react'
import { type FieldPlan, movePlan, type Path } from '../../src/components/schema-form/field-plan.js'
import { variantOf } from '../../src/components/schema-form/form-input.js'

/** What a user would do to enter a value, as events on the form's controls. Throws where a control is not there. */
export class FormUser {
  private readonly form: HTMLElement
  private readonly prefix: string

  constructor(form: HTMLElement, plans: readonly FieldPlan[]) {
    this.form = form
    const [first] = plans.filter(({ kind }) => kind !== 'constant')
    const ids = [...form.querySelectorAll('[id]')].map(({ id }) => id)
    const end = `${first?.key}-label`
    const label = ids.filter((id) => id.endsWith(end)).sort((a, b) => a.length - b.length)[0]
    const control = ids.filter((id) => id.endsWith(first?.key ?? '')).sort((a, b) => a.length - b.length)[0]
    this.prefix = label?.slice(0, -end.length) ?? control?.slice(0, -(first?.key.length ?? 0)) ?? ''
  }

  fill(plan: FieldPlan, value: unknown, id = this.prefix + plan.key): void {
    switch (plan.kind) {
      case 'constant':
        return
      case 'text':
      case 'number':
        return this.change(id, String(value))
      case 'boolean':
        return this.toggle(id, value === true)
      case 'choice':
        return this.choose(id, String(value))
      case 'size':
        if (typeof value !== 'object' || value === null) return this.choose(id, String(value))
        this.choose(id, '{}')
        for (const side of [plan.width, plan.height])
          this.fill(side, (value as Record<string, unknown>)[String(side.path.at(-1))], `${id}-${side.key}`)
        return
      case 'color':
        this.change(id, typeof value === 'string' ? value : hexOf(value))
        fireEvent.blur(this.control(id))
        return
      case 'file':
        return this.links(plan.multiple, value, id)
      case 'group': {
        if (plan.optional) this.toggle(id, true)
        return this.fillFields(plan.fields, value)
      }
      case 'list':
        return this.rows(plan.item, plan.path, value, id)
      case 'variants': {
        const index = variantOf(plan, value)
        const variant = plan.variants[index]
        this.choose(id, String(index))
        if (variant?.plan.kind === 'group') return this.fillFields(variant.plan.fields, value)
        return variant && this.fill(variant.plan, value, `${id}-value`)
      }
      case 'json':
        return this.change(id, JSON.stringify(value))
      default:
        return plan satisfies never
    }
  }

  private fillFields(fields: readonly FieldPlan[], value: unknown): void {
    for (const field of fields) {
      const inner = (value as Record<string, unknown>)[String(field.path.at(-1))]
      if (inner !== undefined) this.fill(field, inner)
    }
  }

  private rows(item: FieldPlan, path: Path, value: unknown, id: string): void {
    const isInline = item.kind === 'text' || item.kind === 'number' || item.kind === 'choice'
    const add = [...this.form.querySelectorAll<HTMLElement>('[data-mr-part=add]')].find(
      (button) => button.getAttribute('aria-describedby') === `${id}-label`,
    )
    if (!add) throw new Error(`${id}: no button to add an entry`)
    const field = add.closest<HTMLElement>('[data-mr-part=field]')
    const list = field?.querySelector('[data-mr-part=list]')
    // What the schema has for a default goes first.
    for (let left = list?.children.length ?? 0; left > 0; left -= 1)
      fireEvent.click(
        within(field as HTMLElement).getAllByRole('button', { name: /^Remove / })[0] as HTMLElement,
      )
    for (const [index, entry] of (value as unknown[]).entries()) {
      fireEvent.click(add)
      const moved = movePlan(item, item.path, [...path, index])
      if (isInline) this.fill(moved, entry, `${id}-${index}`)
      // A row stands for its object: there is no switch.
      else this.fill(moved.kind === 'group' ? { ...moved, optional: false } : moved, entry)
    }
  }

  private links(multiple: boolean, value: unknown, id: string): void {
    if (!multiple) return this.change(id, String(Array.isArray(value) ? value[0] : value))
    for (const link of [value].flat()) {
      this.change(id, String(link))
      fireEvent.blur(this.control(id))
    }
  }

  private change(id: string, value: string): void {
    fireEvent.change(this.control(id), { target: { value } })
  }

  private choose(id: string, key: string): void {
    const radio = [...this.form.querySelectorAll<HTMLInputElement>('input[type=radio]')].find(
      (each) => each.name === id && each.value === key,
    )
    if (radio) fireEvent.click(radio)
    else this.change(id, key)
  }

  private toggle(id: string, isOn: boolean): void {
    const control = this.control(id)
    if (control.tagName === 'SELECT') return this.change(id, String(isOn))
    if ((control as HTMLInputElement).checked !== isOn) fireEvent.click(control)
  }

  private control(id: string): HTMLElement {
    const found = this.form.ownerDocument.getElementById(id)
    if (!found) throw new Error(`${id.slice(this.prefix.length)}: no control`)
    return found
  }
}

function hexOf(value: unknown): string {
  const { r, g, b } = value as Record<string, unknown>
  return `#${[r, g, b].map((part) => Number(part).toString(16).padStart(2, '0')).join('')}`
}
