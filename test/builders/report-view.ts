import type { Audience, Plan } from '../../domain/plan/plan.ts'
import type { ScopeReconciliation } from '../../domain/reconcile/dataset/scope.ts'
import { type ReportView, viewOf } from '../../domain/report/content/view.ts'
import { examplePlan } from './example-company.ts'
import { reconciliationOf, type ScopeSketch, scopeOf } from './reconciliation.ts'

/** Of a view, what differs from a running quarter that an executive reads of, without a past. */
export interface ViewChanges {
  readonly audience?: Audience
  readonly plan?: Partial<Plan>
  readonly reconciliation?: Parameters<typeof reconciliationOf>[2]
}

const closed = { state: 'closed', asOfAt: Date.parse('2026-07-03T06:00:00Z') } as const

/** A closed quarter, read three days after its end. */
export const closedQuarter: ViewChanges = { reconciliation: closed }

/** A scope with 100 days planned and done, 60 of them on the roadmap, but for these changes. */
export function scopeOnPlan(sketch: Partial<ScopeSketch> = {}, elapsedShare?: number): ScopeReconciliation {
  return scopeOf(
    {
      scopeId: 'search',
      name: 'Search',
      planned: { roadmap: 60, ktlo: 25, reliability: 15 },
      actual: { roadmap: 60, ktlo: 25, reliability: 15, uncategorised: 0 },
      ...sketch,
    },
    elapsedShare,
  )
}

/** Teams A, B, C …, one for each sketch. */
export function teamsOf(sketches: readonly Partial<ScopeSketch>[]): ScopeReconciliation[] {
  return sketches.map((sketch, index) => {
    const name = String.fromCharCode(65 + index)
    return scopeOnPlan({ scopeId: `team-${name}`, name, ...sketch })
  })
}

/** The view of one team's report. */
export function teamView(team: ScopeReconciliation, changes: ViewChanges = {}): ReportView {
  return viewWith(scopeOnPlan(), [team], { kind: 'team', teamId: team.scopeId }, changes)
}

/** The view of a company's report. */
export function companyView(
  company: ScopeReconciliation,
  teams: readonly ScopeReconciliation[],
  changes: ViewChanges = {},
): ReportView {
  return viewWith(
    { ...company, scopeId: 'company', name: 'Example Company' },
    teams,
    { kind: 'company' },
    changes,
  )
}

function viewWith(
  company: ScopeReconciliation,
  teams: readonly ScopeReconciliation[],
  scope: ReportView['spec']['scope'],
  { audience = 'executive', plan, reconciliation }: ViewChanges,
): ReportView {
  return viewOf(
    reconciliationOf(company, teams, reconciliation),
    {
      ...examplePlan,
      teams: teams.map(({ scopeId, name }) => ({
        teamId: scopeId,
        name,
        calendarId: 'office',
        focusShare: null,
      })),
      ...plan,
    },
    { audience, scope },
  )
}
