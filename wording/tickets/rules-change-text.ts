import type { RulesChange } from '../../domain/classify/rules/diff.ts'
import { counted } from '../counted.ts'

/** One change between two rule sets, in a sentence. */
export function rulesChangeText(change: RulesChange): string {
  switch (change.kind) {
    case 'rule':
      return `Rule “${change.name}” (${change.category}) was ${change.change}`
    case 'rule changed': {
      const { name, before, after, isOtherwiseChanged } = change
      const moved = before === after ? null : `moved from ${before} to ${after}`
      const other = isOtherwiseChanged ? 'matches or labels work differently' : null
      return `Rule “${name}” ${[moved, other].filter((text) => text !== null).join(', and ')}`
    }
    case 'order':
      return 'The rules are in a different order'
    case 'statuses':
      return `Meanings of statuses: ${linesText(change)}`
    case 'waiting statuses':
      return 'The names of waiting statuses changed'
    case 'dropped resolutions':
      return 'The list of dropped resolutions changed'
    case 'suggestions':
      return change.isOn ? 'Suggestions were switched on' : 'Suggestions were switched off'
  }
}

function linesText({ added, removed }: { readonly added: number; readonly removed: number }): string {
  if (added === 0 && removed === 0) return 'in a different order'
  const parts = [
    ...(added === 0 ? [] : [`${counted(added, 'line')} added`]),
    ...(removed === 0 ? [] : [`${counted(removed, 'line')} removed`]),
  ]
  return parts.join(', ')
}
