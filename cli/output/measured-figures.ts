import type { Store } from '../../adapters/store/sql/client.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import type { Session } from '../frame/session.ts'

/** What a query finds in a quarter's last figures, which are made first if requested or never made before. */
export async function measuredFigures<Figures>(
  session: Session,
  quarter: QuarterId,
  {
    isMeasuredAnew,
    query,
  }: {
    readonly isMeasuredAnew: boolean
    readonly query: (store: Store, quarter: QuarterId) => Promise<Figures | null>
  },
): Promise<Figures> {
  const store = await session.store()
  const stored = isMeasuredAnew ? null : await query(store, quarter)
  if (stored !== null) return stored
  const { measureStore } = await import('../../worker/measure.ts')
  session.progress(`measuring ${quarter} …`)
  await measureStore(store, { choice: { quarter }, asOfAt: session.now(), now: session.now })
  const measured = await query(store, quarter)
  if (measured === null) throw new Error(`${quarter} was measured and has no figures`)
  return measured
}
