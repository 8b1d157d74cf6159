import type { MilliDays } from '../../effort/effort.ts'
import type { CapacityFigures } from '../dataset/scope.ts'
import type { CapacityGap } from '../dataset/verdicts.ts'
import { leastFindingMilliDays } from './least-finding.ts'

/** Missing or extra people are reported beyond a tenth of the plan, as with a category's plan. */
export const reportedCapacityShare = 0.1
/** With a quarter of the planned days missing, that is why whatever was planned got less. Ours: no share makes up for it. */
export const manyMissingShare = 0.25
/** Planned days that show on no ticket are reported beyond a tenth of the plan, for the same reason. */
export const reportedUnseenShare = 0.1
/** Days without a ticket in progress are reported as data to fix from a tenth of the available days: fewer change no call. */
export const mendableUnattributedShare = 0.1

/** Planned days for which nobody was available, or available days beyond the plan; null within a tenth, or a day. */
export function capacityGapOf(capacity: CapacityFigures): CapacityGap | null {
  const { attributedMilliDays, unattributedMilliDays, plannedMilliDays } = capacity
  const extraMilliDays = attributedMilliDays + unattributedMilliDays - plannedMilliDays
  const tolerance = Math.max(leastFindingMilliDays, reportedCapacityShare * plannedMilliDays)
  if (plannedMilliDays === 0 || Math.abs(extraMilliDays) <= tolerance) return null
  return { kind: extraMilliDays > 0 ? 'extra' : 'missing', milliDays: Math.abs(extraMilliDays) }
}

/** Whether so many of the planned days had nobody to work them that this is the first thing to say. */
export function areManyMissing({
  capacity,
  capacityGap,
}: {
  readonly capacity: CapacityFigures
  readonly capacityGap: CapacityGap | null
}): boolean {
  return (
    capacityGap?.kind === 'missing' && capacityGap.milliDays >= manyMissingShare * capacity.plannedMilliDays
  )
}

/** Planned days that no ticket shows, absent people's included, and unread ones not; null within a tenth of the plan, or a day. */
export function plannedUnseenOf(capacity: CapacityFigures): number | null {
  const { plannedMilliDays, attributedMilliDays, unreadMilliDays } = capacity
  const unseenMilliDays = plannedMilliDays - attributedMilliDays - unreadMilliDays
  const tolerance = Math.max(leastFindingMilliDays, reportedUnseenShare * plannedMilliDays)
  return unseenMilliDays > tolerance ? unseenMilliDays : null
}

/** Available days without a ticket in progress: those of which nothing was read aren't known to be so. */
export function ticketlessMilliDaysOf({
  unattributedMilliDays,
  unreadMilliDays,
}: CapacityFigures): MilliDays {
  return unattributedMilliDays - unreadMilliDays
}

/** Part of the available days without a ticket in progress, 0..1. */
export function unattributedShareOf(capacity: CapacityFigures): number {
  const availableMilliDays = capacity.attributedMilliDays + capacity.unattributedMilliDays
  return availableMilliDays > 0 ? ticketlessMilliDaysOf(capacity) / availableMilliDays : 0
}

/** Whether so many days have no ticket in progress that it is worth a reader's time to mend it. */
export function isUnattributedWorthMending(capacity: CapacityFigures): boolean {
  return unattributedShareOf(capacity) >= mendableUnattributedShare
}
