import type { Plan } from '../../domain/plan/plan.ts'
import type { Reconciliation } from '../../domain/reconcile/dataset/reconciliation.ts'
import type { ReliabilityBudget } from '../../domain/reconcile/dataset/verdicts.ts'
import type { DriftChange } from '../../domain/reconcile/verdicts/drift-change.ts'
import type { NoticeContent } from '../../domain/report/content/notice.ts'
import { composeDriftNotice } from '../../domain/report/notices/drift-notice.ts'
import { examplePlan, exampleReconciliation } from './example-company.ts'
import { hostileCompany } from './odd-companies.ts'

export const worse: DriftChange = { kind: 'worse', before: 'on_course', after: 'drifting' }
export const recovered: DriftChange = { kind: 'recovered', before: 'drifting', after: 'on_course' }

/** The example company with another reliability budget of one team. */
export function withBudget(
  teamId: string,
  changes: Partial<ReliabilityBudget>,
  reconciliation: Reconciliation = exampleReconciliation,
): Reconciliation {
  return {
    ...reconciliation,
    teams: reconciliation.teams.map((team) =>
      team.scopeId === teamId ? { ...team, reliability: { ...team.reliability, ...changes } } : team,
    ),
  }
}

const publicOrigin = 'https://plumbline.company.example'

interface Company {
  readonly reconciliation: Reconciliation
  readonly plan: Plan
}

const example: Company = { reconciliation: exampleReconciliation, plan: examplePlan }
const backOnCourse = withBudget('search', {
  state: 'on_course',
  spentMilliDays: 54_000,
  projected: { milliDays: 67_000, lowMilliDays: 61_000, highMilliDays: 72_000 },
  projectedEnd: 'near_plan',
})

/** Drift notices of each kind, by name. */
export const driftNotices: Readonly<Record<string, NoticeContent>> = {
  worse: composeDriftNotice({ ...example, teamId: 'search', change: worse, publicOrigin }),
  'without-pages': composeDriftNotice({ ...example, teamId: 'search', change: worse, publicOrigin: null }),
  recovered: composeDriftNotice({
    plan: examplePlan,
    reconciliation: backOnCourse,
    teamId: 'search',
    change: recovered,
    publicOrigin,
  }),
  hostile: composeDriftNotice({ ...hostileCompany, teamId: 'core', change: worse, publicOrigin }),
}
