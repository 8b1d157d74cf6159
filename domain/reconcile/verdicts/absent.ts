import type { LeftOutTeam } from '../dataset/reconciliation.ts'

/** Whether a team is left out because it isn't there, and not because it is small. */
export function isAbsent({ because }: Pick<LeftOutTeam, 'because'>): boolean {
  return because !== 'small_group' && because !== 'beside_small_group'
}
