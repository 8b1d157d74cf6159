import { currentPlan } from '../../adapters/store/reconcile/plans.ts'
import { latestReconciliation } from '../../adapters/store/reconcile/reconciliations.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import type { LeftOutTeam } from '../../domain/reconcile/dataset/reconciliation.ts'
import { leftOutInWords } from '../../domain/report/sections/trust/left-out.ts'
import { plainText } from '../../domain/report/words/sentence.ts'

/** A team for which no report is made, why, and whom the plan lists as its readers. */
export interface TeamWithoutReport extends LeftOutTeam {
  readonly reason: string
  readonly readerEmails: readonly string[]
}

/** The teams that a quarter's last dataset left out, in the plan's order; empty where there is none. */
export async function teamsWithoutReport(store: Store, quarter: QuarterId): Promise<TeamWithoutReport[]> {
  const reconciliation = (await latestReconciliation(store, quarter))?.reconciliation
  const stakeholders = (await currentPlan(store))?.plan.stakeholders ?? []
  return (reconciliation?.leftOut ?? []).map((team) => ({
    ...team,
    reason: plainText(leftOutInWords(team.because, [team], reconciliation?.minimumGroupPeople ?? 0)),
    readerEmails: stakeholders
      .filter(({ scope }) => scope.kind === 'team' && scope.teamId === team.teamId)
      .map(({ email }) => email),
  }))
}
