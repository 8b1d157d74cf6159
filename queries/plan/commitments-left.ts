import { latestReconciliation } from '../../adapters/store/reconcile/reconciliations.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { CommitmentLeft } from '../../domain/plan/table/next-quarter.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import type { CommitmentFigures } from '../../domain/reconcile/dataset/verdicts.ts'

/** What is left of a quarter's commitments by its latest figures. */
export async function commitmentsLeft(store: Store, quarter: QuarterId): Promise<CommitmentLeft> {
  const latest = await latestReconciliation(store, quarter)
  const all = latest?.reconciliation.teams.flatMap(({ commitments }) => commitments) ?? []
  return (teamId, name) => {
    const found = all.find((each) => each.teamId === teamId && each.name === name)
    return found === undefined ? null : leftOf(found)
  }
}

/** Null where more was spent than planned, so that the plan says nothing of what is left. */
function leftOf({ standing, plannedMilliDays, actualMilliDays }: CommitmentFigures): number | null {
  switch (standing) {
    case 'delivered':
    case 'dropped':
      return 0
    case 'not_found':
    case 'ambiguous':
    case 'cannot_tell':
      return null
    case 'behind':
    case 'over':
    case 'on_plan':
      return plannedMilliDays > actualMilliDays ? plannedMilliDays - actualMilliDays : null
  }
}
