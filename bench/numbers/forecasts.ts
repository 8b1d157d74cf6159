import { measureEffort } from '../../domain/effort/measure.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import type { PastQuarter } from '../../domain/reconcile/dataset/reconciliation.ts'
import { pastQuarterOf } from '../../domain/reconcile/past-quarter.ts'
import { reconcile } from '../../domain/reconcile/reconcile.ts'
import { effortInputOf, reconcileInputOf, type SimulatedCompany } from '../../test/simulation/company.ts'
import { trueSharesOf } from '../../test/simulation/true-work/truth.ts'
import { type Sorting, sortings } from './scores.ts'

/** What a KTLO share of a quarter was expected to be, by ours and by what it is held against. */
export const foretellers = ['ours', 'last', 'meanOfFour', 'plan'] as const
export type Foreteller = (typeof foretellers)[number]

/** One scope's KTLO share in one quarter, as it was foretold at the end of the quarter before; shares 0..1. */
export interface ForecastScore {
  readonly scope: 'team' | 'company'
  readonly sorting: Sorting
  readonly knownQuarters: number
  readonly foretold: Readonly<Record<Foreteller, number>>
  readonly interval: { readonly lowShare: number; readonly highShare: number }
  readonly came: { readonly measured: number; readonly truth: number }
}

/** Foretells each quarter of a company from those before it, and holds that against what was measured and what was true. */
export function forecastScoresOf(company: SimulatedCompany): ForecastScore[] {
  return sortings.flatMap((sorting) => {
    const scores: ForecastScore[] = []
    let forecasts: ReturnType<typeof reconcile> | null = null
    const past: PastQuarter[] = []
    for (const quarter of company.quarters) {
      const decisions = company.decisions[sorting]
      const effort = measureEffort(effortInputOf(company, quarter, decisions))
      const input = reconcileInputOf(company, quarter, effort, decisions, company.asOfAt, past)
      const measured = reconcile(input)
      past.push(pastQuarterOf(measured))
      if (forecasts !== null) scores.push(...quarterScores(company, sorting, forecasts, past))
      forecasts = measured
    }
    return scores
  })
}

function quarterScores(
  company: SimulatedCompany,
  sorting: Sorting,
  forecasts: ReturnType<typeof reconcile>,
  past: readonly PastQuarter[],
): ForecastScore[] {
  return [forecasts.company, ...forecasts.teams].flatMap(({ scopeId, forecast: { quarter, estimate } }) => {
    const figures = past.map(({ scopes }) => scopes.find((each) => each.scopeId === scopeId))
    const came = figures.at(-1)
    const truth = trueKtloOf(company, quarter, scopeId)
    if (estimate === null || came === undefined || truth === null) return []
    const before = figures.slice(0, -1).flatMap((each) => each?.shares.ktlo ?? [])
    const lastFour = before.slice(-4)
    const foretold = {
      ours: estimate.ktloShare,
      last: before.at(-1) ?? 0,
      meanOfFour: lastFour.reduce((sum, share) => sum + share, 0) / lastFour.length,
      plan: came.plannedShares.ktlo,
    }
    return {
      scope: scopeId === 'company' ? ('company' as const) : ('team' as const),
      sorting,
      knownQuarters: estimate.knownQuarters,
      foretold,
      interval: estimate.ktloInterval,
      came: { measured: came.shares.ktlo, truth },
    }
  })
}

function trueKtloOf(company: SimulatedCompany, quarter: QuarterId, scopeId: string): number | null {
  const concerned = company.truth.teamQuarters.filter(
    (each) => each.quarter === quarter && (scopeId === 'company' || each.teamId === scopeId),
  )
  return trueSharesOf(concerned)?.ktlo ?? null
}

/** Mean misses in points and how often the 80 % interval holds, by how much was known; one line each. */
export function forecastTable(scores: readonly ForecastScore[]): string {
  const rows = sortings.flatMap((sorting) =>
    (['measured', 'truth'] as const).flatMap((against) =>
      (['team', 'company'] as const).flatMap((scope) =>
        knownGroups.map(({ name, holds }) =>
          lineOf(
            [sorting === 'given' ? 'given' : 'default rules', against, scope, name],
            scores.filter(
              (each) => each.sorting === sorting && each.scope === scope && holds(each.knownQuarters),
            ),
            against,
          ),
        ),
      ),
    ),
  )
  const head = ['categories', 'against', 'scope', 'known', 'n', ...headings, '80 % holds', '±']
  return ['mean miss of the KTLO share in points', cellsOf(head), ...rows].join('\n')
}

const headings = ['ours', 'last', 'mean of 4', 'plan']

const knownGroups = [
  { name: '1', holds: (known: number) => known === 1 },
  { name: '2 or 3', holds: (known: number) => known === 2 || known === 3 },
  { name: '4 or more', holds: (known: number) => known >= 4 },
]

function lineOf(
  names: readonly string[],
  scores: readonly ForecastScore[],
  against: keyof ForecastScore['came'],
): string {
  const mean = (of: (score: ForecastScore) => number) =>
    scores.reduce((sum, score) => sum + of(score), 0) / scores.length
  const misses = foretellers.map((foreteller) =>
    mean(({ foretold, came }) => 100 * Math.abs(foretold[foreteller] - came[against])).toFixed(2),
  )
  const held = mean(({ interval, came }) =>
    interval.lowShare <= came[against] && came[against] <= interval.highShare ? 100 : 0,
  )
  const half = mean(({ interval }) => (interval.highShare - interval.lowShare) * 50)
  return cellsOf([...names, `${scores.length}`, ...misses, `${held.toFixed(1)} %`, half.toFixed(1)])
}

function cellsOf(cells: readonly string[]): string {
  return cells.map((cell, index) => (index < 4 ? cell.padEnd(14) : cell.padStart(11))).join('')
}
