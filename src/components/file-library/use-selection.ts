import { useState } from 'react'
import type { FileItem } from '../../protocol/file-item.js'

export type Selectable = boolean | 'one' | 'many'

/** The files that are chosen, in the order in which they were. Kept while they are filtered out of sight. */
export function useSelection(selectable: Selectable | undefined, onSelect?: (files: FileItem[]) => void) {
  const [selected, setSelected] = useState<readonly FileItem[]>([])
  const has = (id: string) => selected.some((file) => file.id === id)

  function change(next: readonly FileItem[]) {
    setSelected(next)
    onSelect?.([...next])
  }

  return {
    selected,
    has,
    isOn: Boolean(selectable),
    isMany: selectable === 'many',
    toggle(file: FileItem) {
      const rest = selected.filter(({ id }) => id !== file.id)
      if (selectable === 'many') change(has(file.id) ? rest : [...rest, file])
      else change(has(file.id) ? [] : [file])
    },
    drop(id: string) {
      if (has(id)) change(selected.filter((file) => file.id !== id))
    },
    clear: () => change([]),
  }
}

export type Selection = ReturnType<typeof useSelection>
