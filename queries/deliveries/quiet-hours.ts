import { currentPlan } from '../../adapters/store/reconcile/plans.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { type QuietWait, quietWaits } from '../../domain/deliver/quiet-hours.ts'
import type { Instant } from '../../domain/instant.ts'
import { type Edition, mailsOf } from '../../domain/report/content/edition.ts'
import { compareTexts } from '../../domain/text/text-order.ts'

/** Readers whose quiet hours end at one instant. */
export interface QuietReaders extends QuietWait {
  /** By address. */
  readonly emails: readonly string[]
}

/** Those of these addresses whose quiet hours it is, whose end soonest first. */
export async function quietReaders(
  store: Store,
  emails: readonly string[],
  nowAt: Instant,
): Promise<QuietReaders[]> {
  const plan = emails.length === 0 ? null : ((await currentPlan(store))?.plan ?? null)
  if (plan?.quietHours === undefined) return []
  const waitOf = quietWaits(plan, nowAt)
  const waits = [...new Set(emails)].sort(compareTexts).flatMap((email) => {
    const wait = waitOf(email)
    return wait === null ? [] : [{ email, ...wait }]
  })
  return [...Map.groupBy(waits, ({ untilAt, timeZone }) => JSON.stringify([untilAt, timeZone])).values()]
    .flatMap((those) => {
      const [first] = those
      if (first === undefined) return []
      const { untilAt, timeZone } = first
      return [{ untilAt, timeZone, emails: those.map(({ email }) => email) }]
    })
    .toSorted((a, b) => a.untilAt - b.untilAt || compareTexts(a.timeZone, b.timeZone))
}

/** The readers of these editions whose mails would wait if they were sent now. */
export async function quietReadersOf(
  store: Store,
  editions: readonly Edition[],
  nowAt: Instant,
): Promise<QuietReaders[]> {
  const plan = (await currentPlan(store))?.plan ?? null
  if (plan === null) return []
  return await quietReaders(
    store,
    mailsOf(plan, editions).map(({ recipientEmail }) => recipientEmail),
    nowAt,
  )
}
