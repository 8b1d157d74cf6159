import type { Preflight, Tracker } from '../../adapters/trackers/tracker.ts'
import { type AccessGap, accessGapsOf } from '../../domain/sync/access-gaps.ts'

/** What the account of a tracker lacks that a sync can do without. @throws as `Tracker.preflight` */
export async function readAccessGaps(
  tracker: Tracker,
  preflight: Pick<Preflight, 'accountId' | 'accountEmail'>,
  signal: AbortSignal,
): Promise<AccessGap[]> {
  return accessGapsOf(preflight, (await tracker.lookAtPeople?.(preflight.accountId, signal)) ?? null)
}
