import type { SuppressedAddress } from '../../adapters/store/deliver/returned/suppressed-addresses.ts'
import { currentPlan } from '../../adapters/store/reconcile/plans.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { type MissingReader, missingReaders } from '../../domain/report/content/missing-readers.ts'
import { emailKey } from '../../domain/text/email.ts'

/** The teams whose only readers of an audience get no reports any more. Their reports are still sent to the others: a warning. */
export async function leftWithoutReader(
  store: Store,
  suppressed: readonly SuppressedAddress[],
): Promise<MissingReader[]> {
  const stopped = new Set(
    suppressed
      .filter(({ mails }) => mails === 'all' || mails === 'reports')
      .map(({ addressKey }) => addressKey),
  )
  const plan = stopped.size === 0 ? null : ((await currentPlan(store))?.plan ?? null)
  if (plan === null) return []
  const keyOf = ({ teamId, audience }: MissingReader): string => JSON.stringify([teamId, audience])
  const without = new Set(missingReaders(plan).map(keyOf))
  const stakeholders = plan.stakeholders.filter(({ email }) => !stopped.has(emailKey(email)))
  return missingReaders({ ...plan, stakeholders }).filter((each) => !without.has(keyOf(each)))
}
