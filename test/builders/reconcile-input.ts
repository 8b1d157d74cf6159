import type { Category } from '../../domain/category.ts'
import type { Decision } from '../../domain/classify/decision.ts'
import type { CapacityRow, EffortResult, EffortRow } from '../../domain/effort/effort.ts'
import type { ReconcileInput } from '../../domain/reconcile/dataset/input.ts'
import { aPlan, personOfAccountByName } from './plan.ts'
import { aStatusMap, aTicket, at, refOf } from './ticket.ts'

/** A rule's decision on a built ticket. */
export function aDecision(key: string, category: Category | null, workType: string | null = null): Decision {
  return {
    ticket: refOf(key),
    category,
    workType,
    step: category === null ? 'uncategorised' : 'rule',
    ruleName: category === null ? null : 'a rule',
    ancestorPath: [],
    reason: 'because',
    rulesVersion: 'rules-1',
  }
}

/** Effort of `core` in one week. */
export function anEffortRow(key: string, milliDays: number, changes: Partial<EffortRow> = {}): EffortRow {
  return { teamId: 'core', weekStart: '2026-04-06', ticket: refOf(key), milliDays, ...changes }
}

/** The capacity that goes with effort rows: theirs, and the unattributed days given, week by week. */
export function capacityFor(rows: readonly EffortRow[], unattributedMilliDays = 0): CapacityRow[] {
  const weeks = new Map<string, CapacityRow>()
  for (const { teamId, weekStart, milliDays } of rows) {
    const key = `${teamId} ${weekStart}`
    const attributedMilliDays = (weeks.get(key)?.attributedMilliDays ?? 0) + milliDays
    weeks.set(key, {
      teamId,
      weekStart,
      workingMilliDays: attributedMilliDays + unattributedMilliDays,
      absenceMilliDays: 0,
      onCallMilliDays: 0,
      attributedMilliDays,
      unattributedMilliDays,
      unreadMilliDays: 0,
      daysOffLoggedMilliDays: 0,
    })
  }
  return [...weeks.values()]
}

export function anEffort(rows: readonly EffortRow[], changes: Partial<EffortResult> = {}): EffortResult {
  return {
    rows,
    capacity: capacityFor(rows),
    secondOpinions: [],
    typeWeights: [],
    closed: [],
    unmatchedAccounts: 0,
    nobodysLoggedSeconds: 0,
    ...changes,
  }
}

/**
 * 2026-Q2, closed, by the default plan; one ticket per category: CORE-1 roadmap, CORE-2 ktlo, CORE-3 reliability,
 * CORE-4 uncategorised. Defaults to no effort.
 */
export function aReconcileInput(changes: Partial<ReconcileInput> = {}): ReconcileInput {
  const plan = changes.plan ?? aPlan()
  return {
    quarter: '2026-Q2',
    asOfAt: at('2026-07-10T00:00'),
    plan,
    planVersion: 'plan-1',
    rulesVersion: 'rules-1',
    baseline: null,
    effort: anEffort([]),
    tickets: ['CORE-1', 'CORE-2', 'CORE-3', 'CORE-4'].map((key) => aTicket(key)),
    containers: [],
    decisions: [
      aDecision('CORE-1', 'roadmap', 'feature'),
      aDecision('CORE-2', 'ktlo', 'bug'),
      aDecision('CORE-3', 'reliability', 'tech-debt'),
      aDecision('CORE-4', null),
    ],
    outcomeOf: aStatusMap().outcomeOf,
    personOfAccount: personOfAccountByName(plan),
    past: [],
    coverage: {
      tickets: 4,
      ticketsByStep: { override: 0, rule: 3, inherited: 0, uncategorised: 1 },
      quarantined: 0,
      unmatchedAccounts: 0,
      nobodysLoggedHours: 0,
      connections: [],
    },
    ...changes,
  }
}
