import type { Instant } from '../../domain/instant.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import { chooseQuarter } from '../../domain/plan/reportable-quarter.ts'
import { absentTeamsOf } from '../../domain/reconcile/teams-of-quarter.ts'
import { type MissingReader, missingReaders } from '../../domain/report/content/missing-readers.ts'

/** The readers that teams lack which are there in the running quarter. */
export function missingReadersNow(plan: Plan, nowAt: Instant): MissingReader[] {
  const quarter = chooseQuarter('running', nowAt, plan)
  return missingReaders(plan, absentTeamsOf({ plan, quarter, asOfAt: nowAt, baseline: null }))
}
