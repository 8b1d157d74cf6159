import type { KeyRing } from '../../adapters/secrets.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Temporal } from '../parts/temporal/temporal.ts'
import { orAway } from '../temporal/temporal-away.ts'
import { alignSchedules } from './align.ts'

interface Parts {
  readonly store: Store
  readonly keys: () => Promise<KeyRing>
  /** Null where nothing is started. */
  readonly temporal: Temporal | null
  readonly syncEveryMinutes: number
}

/**
 * Aligns the schedules after a change of the connections or the plan.
 * @returns false where Temporal doesn't answer: then the worker does so at its next start
 */
export async function alignAfterChange(
  { store, keys, temporal, syncEveryMinutes }: Parts,
  nowAt: Instant,
): Promise<boolean> {
  if (temporal === null) return false
  const { client } = temporal
  const ring = await keys()
  return (
    (await orAway(client, () => alignSchedules(client, store, ring, { syncEveryMinutes, nowAt }))) !== null
  )
}
