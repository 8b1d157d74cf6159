import { type Category, categories } from '../../domain/category.ts'
import type { Decision } from '../../domain/classify/decision.ts'
import { type EffortResult, type SecondOpinion, secondOpinions } from '../../domain/effort/effort.ts'
import { measureEffort } from '../../domain/effort/measure.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import { reconcile } from '../../domain/reconcile/reconcile.ts'
import { type TicketRef, ticketRefKey } from '../../domain/ticket.ts'
import { effortInputOf, reconcileInputOf, type SimulatedCompany } from '../../test/simulation/company.ts'
import { type TrueTeamQuarter, trueSharesOf } from '../../test/simulation/true-work/truth.ts'

/** Ours, and what it is held against. */
export const measures = ['ours', ...secondOpinions] as const
export type Measure = (typeof measures)[number]

/** How categories are known: as they truly are, or by the default rules, which know nothing of the company. */
export const sortings = ['given', 'defaultLike'] as const
export type Sorting = (typeof sortings)[number]

/** One category's share in one team-quarter or company-quarter, beside the truth; shares 0..1. */
export interface ShareScore {
  readonly scope: 'team' | 'company'
  readonly sorting: Sorting
  readonly trueShare: number
  /** Null where the measure has nothing to go by. */
  readonly measured: Readonly<Record<Measure, number | null>>
  /** The band that the report prints. */
  readonly band: { readonly lowShare: number; readonly highShare: number }
}

/** A team's reliability budget at the end of a quarter. */
export interface DriftScore {
  readonly sorting: Sorting
  /** (true loaded days − budget) / budget. */
  readonly trueDriftShare: number
  readonly driftBand: { readonly lowShare: number; readonly highShare: number }
  readonly state: string
}

export interface CompanyScores {
  readonly shares: readonly ShareScore[]
  readonly drifts: readonly DriftScore[]
  /** Attributed days of the product over all days that were there to be attributed. */
  readonly attributedShare: number
}

/** Measures and reconciles every quarter of a company, and holds what comes out against the truth. */
export function scoresOf(company: SimulatedCompany): CompanyScores {
  const shares: ShareScore[] = []
  const drifts: DriftScore[] = []
  const attributed = { days: 0, of: 0 }
  for (const quarter of company.quarters) {
    for (const sorting of sortings) {
      const decisions = company.decisions[sorting]
      const effort = measureEffort(effortInputOf(company, quarter, decisions))
      const scored = quarterScores(company, quarter, sorting, effort)
      shares.push(...scored.shares)
      drifts.push(...scored.drifts)
      for (const { attributedMilliDays, unattributedMilliDays } of effort.capacity) {
        attributed.days += attributedMilliDays
        attributed.of += attributedMilliDays + unattributedMilliDays
      }
    }
  }
  return { shares, drifts, attributedShare: attributed.days / attributed.of }
}

function quarterScores(
  company: SimulatedCompany,
  quarter: QuarterId,
  sorting: Sorting,
  effort: EffortResult,
) {
  const decisions = company.decisions[sorting]
  const reconciliation = reconcile(reconcileInputOf(company, quarter, effort, decisions))
  const truths = company.truth.teamQuarters.filter((each) => each.quarter === quarter)
  const shares: ShareScore[] = []
  const drifts: DriftScore[] = []
  for (const scope of [...reconciliation.teams, reconciliation.company]) {
    const isCompany = scope === reconciliation.company
    const concerned = isCompany ? truths : truths.filter((each) => each.teamId === scope.scopeId)
    const trueShares = trueSharesOf(concerned)
    if (trueShares === null) continue
    const measured = sharesByMeasure(effort, isCompany ? null : scope.scopeId, decisions)
    for (const { category, band } of scope.categories) {
      shares.push({
        scope: isCompany ? 'company' : 'team',
        sorting,
        trueShare: trueShares[category],
        measured: byMeasure((measure) => measured[measure]?.[category] ?? null),
        band,
      })
    }
    const { state, driftBand, budgetMilliDays } = scope.reliability
    if (isCompany || driftBand === null) continue
    const trueMilliDays = trueShares.reliability * availableOf(concerned)
    const trueDriftShare = (trueMilliDays - budgetMilliDays) / budgetMilliDays
    drifts.push({ sorting, trueDriftShare, driftBand, state })
  }
  return { shares, drifts }
}

function availableOf(teamQuarters: readonly TrueTeamQuarter[]): number {
  return teamQuarters.reduce(
    (sum, each) => sum + each.workingMilliDays - each.absenceMilliDays - each.onCallMilliDays,
    0,
  )
}

type Shares = Readonly<Record<Category, number>>

/** Shares of what is categorised, by each measure; null for one without an amount. */
function sharesByMeasure(
  effort: EffortResult,
  teamId: string | null,
  decisions: readonly Decision[],
): Record<Measure, Shares | null> {
  const categoryOf = new Map(decisions.map(({ ticket, category }) => [ticketRefKey(ticket), category]))
  const ofScope = (row: { readonly teamId: string }) => teamId === null || row.teamId === teamId
  const sharesOf = (rows: readonly { readonly ticket: TicketRef; readonly amount: number }[]) => {
    const sums = { roadmap: 0, ktlo: 0, reliability: 0 }
    for (const { ticket, amount } of rows) {
      const category = categoryOf.get(ticketRefKey(ticket))
      if (category !== undefined && category !== null) sums[category] += amount
    }
    const whole = categories.reduce((sum, category) => sum + sums[category], 0)
    if (whole === 0) return null
    for (const category of categories) sums[category] /= whole
    return sums
  }
  const opinions = Map.groupBy(effort.secondOpinions.filter(ofScope), (row) => row.measure)
  const own = effort.rows.filter(ofScope).map(({ ticket, milliDays }) => ({ ticket, amount: milliDays }))
  return byMeasure((measure) => sharesOf(measure === 'ours' ? own : (opinions.get(measure) ?? [])))
}

function byMeasure<T>(partOf: (measure: Measure) => T): Record<Measure, T> {
  const of = (measure: SecondOpinion) => partOf(measure)
  return {
    ours: partOf('ours'),
    tickets_closed: of('tickets_closed'),
    points_closed: of('points_closed'),
    equal_split: of('equal_split'),
    time_in_progress: of('time_in_progress'),
    worklogs: of('worklogs'),
  }
}
