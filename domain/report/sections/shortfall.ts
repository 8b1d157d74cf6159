import type { MilliDays } from '../../effort/effort.ts'
import type {
  CommitmentFigures,
  ReliabilityBudget,
  ScopeReconciliation,
} from '../../reconcile/dataset/reconciliation.ts'
import type { ReportView } from '../content/view.ts'
import { cannotTell, isInDoubt } from './cannot-tell.ts'

/** Planned reliability days that weren't spent: by today's expected course while the quarter runs, of the whole after. */
export function reliabilityShortfall(view: ReportView, budget: ReliabilityBudget): MilliDays {
  const due = view.running ? budget.expectedMilliDays : budget.budgetMilliDays
  return Math.max(0, due - budget.spentMilliDays)
}

/** Whether the dataset calls the scope's budget off its course, surely or probably; never where nothing can be told. */
export function isDrifting(view: ReportView, scope: ScopeReconciliation): boolean {
  const { state } = scope.reliability
  if (isInDoubt(view) || cannotTell(view, scope) !== undefined) return false
  return state === 'drifting' || state === 'probably_drifting'
}

/** Planned days of a commitment that are due by now; all of them once the quarter has closed. */
export function dueMilliDays(view: ReportView, commitment: CommitmentFigures): MilliDays {
  return Math.round(commitment.plannedMilliDays * view.elapsedShare)
}

/** Days behind the plan (positive) or beyond it (negative); 0 when done or within two days or a tenth. */
export function behindMilliDays(view: ReportView, commitment: CommitmentFigures): MilliDays {
  const behind = commitment.done
    ? Math.min(0, commitment.plannedMilliDays - commitment.actualMilliDays)
    : dueMilliDays(view, commitment) - commitment.actualMilliDays
  const beyond = commitment.plannedMilliDays - commitment.actualMilliDays
  const deviation = behind < 0 ? Math.min(0, beyond) : behind
  return Math.abs(deviation) > Math.max(2000, commitment.plannedMilliDays / 10) ? deviation : 0
}

/** The scope's commitments that are behind, furthest first; those that nothing was found for are left out. */
export function commitmentsBehind(view: ReportView, scope: ScopeReconciliation): CommitmentFigures[] {
  return scope.commitments
    .filter((commitment) => commitment.found && behindMilliDays(view, commitment) > 0)
    .toSorted((a, b) => behindMilliDays(view, b) - behindMilliDays(view, a))
}
