import type { Category } from '../../../domain/category.ts'
import type { StoryQuarter } from './story.ts'

/** A larger piece of work: an epic on Jira, a project (below an initiative, where it is roadmap) on Linear. */
export interface Undertaking {
  readonly teamId: string
  readonly title: string
  readonly category: Category
  readonly labels: readonly string[]
  /** Linear's initiative; null on Jira and where none stands above. */
  readonly initiative: string | null
  /** Person-days that the plan gives it. */
  readonly plannedDays: Readonly<Partial<Record<StoryQuarter, number>>>
}

type Days = readonly [q4: number, q1: number, q2: number]

function undertaking(
  teamId: string,
  title: string,
  category: Category,
  labels: readonly string[],
  [q4, q1, q2]: Days,
  initiative: string | null = null,
): Undertaking {
  const plannedDays = {
    ...(q4 > 0 && { '2025-Q4': q4 }),
    ...(q1 > 0 && { '2026-Q1': q1 }),
    ...(q2 > 0 && { '2026-Q2': q2 }),
  }
  return { teamId, title, category, labels, initiative, plannedDays }
}

/** Every undertaking, in the order in which the trackers have them; the first of each team is its first ticket. */
export const undertakings: readonly Undertaking[] = [
  undertaking('billing', 'Invoicing 2.0', 'roadmap', ['roadmap'], [160, 180, 180]),
  undertaking('billing', 'Partner API', 'roadmap', ['roadmap'], [0, 100, 120]),
  undertaking('billing', 'Self-service plan changes', 'roadmap', ['roadmap'], [140, 0, 90]),
  undertaking('billing', 'Tax rates for new countries', 'roadmap', ['roadmap'], [110, 120, 0]),
  undertaking('billing', 'A ledger that survives retries', 'reliability', ['reliability'], [50, 60, 60]),
  undertaking('billing', 'Payment audit', 'ktlo', ['compliance'], [0, 30, 40]),
  undertaking('search', 'Marketplace launch', 'roadmap', ['roadmap'], [120, 150, 180]),
  undertaking('search', 'Search in four more languages', 'roadmap', ['roadmap'], [100, 110, 0]),
  undertaking('search', 'Saved searches', 'roadmap', ['roadmap'], [90, 60, 120]),
  undertaking('search', 'Index rebuild without downtime', 'reliability', ['resilience'], [70, 70, 70]),
  undertaking('search', 'Query latency below 200 ms', 'reliability', ['performance'], [40, 40, 40]),
  undertaking('platform', 'Self-service environments', 'roadmap', ['roadmap'], [110, 120, 100]),
  undertaking('platform', 'One sign-in for all products', 'roadmap', ['roadmap'], [140, 100, 0]),
  undertaking('platform', 'Regional data residency', 'roadmap', ['roadmap'], [0, 50, 150]),
  undertaking('platform', 'Alerts that mean something', 'reliability', ['observability'], [60, 60, 50]),
  undertaking('platform', 'Retire the old job scheduler', 'reliability', ['tech-debt'], [80, 80, 80]),
  undertaking('platform', 'Operating system upgrades', 'ktlo', ['upgrade'], [50, 60, 60]),
  undertaking('mobile', 'Offline mode', 'roadmap', [], [150, 140, 100], 'Work anywhere'),
  undertaking('mobile', 'Tablet layout', 'roadmap', [], [120, 100, 0], 'Work anywhere'),
  undertaking('mobile', 'Scan a receipt', 'roadmap', [], [0, 90, 160], 'Faster bookkeeping'),
  undertaking('mobile', 'Start in under two seconds', 'reliability', ['performance'], [60, 60, 60]),
  undertaking('growth', 'Referral programme', 'roadmap', [], [130, 120, 80], 'Double the trials'),
  undertaking('growth', 'Onboarding checklist', 'roadmap', [], [120, 100, 110], 'Double the trials'),
  undertaking('growth', 'Pricing page experiments', 'roadmap', [], [0, 90, 120], 'Fair prices'),
  undertaking('growth', 'Events that can be trusted', 'reliability', ['observability'], [40, 40, 40]),
]

export function undertakingsOf(teamId: string): Undertaking[] {
  return undertakings.filter((each) => each.teamId === teamId)
}
