import { expect, it } from 'vitest'
import { categories } from '../../domain/category.ts'
import type { Decision } from '../../domain/classify/decision.ts'
import { measureEffort } from '../../domain/effort/measure.ts'
import { sharesOf, sumByBucket } from '../../domain/reconcile/figures/shares/shares.ts'
import { ticketRefKey } from '../../domain/ticket.ts'
import { effortInputOf, type SimulatedCompany, simulateCompany } from './company.ts'
import { kinds } from './dials/kinds.ts'
import { tuningSeeds } from './dials/seeds.ts'
import { trueSharesOf } from './true-work/truth.ts'

/** Mean error of a team's share of categorised work, 0..1, with categories given. */
function meanErrorOf(company: SimulatedCompany, decisions: readonly Decision[]): number {
  const categoryOf = new Map(decisions.map(({ ticket, category }) => [ticketRefKey(ticket), category]))
  const errors = company.quarters.flatMap((quarter) => {
    const { rows } = measureEffort(effortInputOf(company, quarter, decisions))
    return company.truth.teamQuarters
      .filter((truth) => truth.quarter === quarter)
      .flatMap((truth) => {
        const measured = sharesOf(
          sumByBucket(
            rows.filter((row) => row.teamId === truth.teamId),
            (row) => categoryOf.get(ticketRefKey(row.ticket)) ?? 'uncategorised',
            (row) => row.milliDays,
          ),
        )
        const actual = trueSharesOf([truth]) ?? measured
        return categories.map((category) => Math.abs(measured[category] - actual[category]))
      })
  })
  return errors.reduce((sum, error) => sum + error, 0) / errors.length
}

function errorsOf(kind: string) {
  const dials = kinds[kind]?.dials
  if (dials === undefined) throw new Error(`there is no kind "${kind}"`)
  const company = simulateCompany(dials, tuningSeeds[0] ?? '')
  const { given } = company.decisions
  const untyped = given.map((decision) => ({ ...decision, workType: null }))
  return { learned: meanErrorOf(company, given), without: meanErrorOf(company, untyped) }
}

it('type weights make the figures of companies that log their time better', () => {
  const { learned, without } = errorsOf('timesheets')
  expect(learned).toBeLessThan(without * 0.9)
})

it('and do no harm where all types are one size, or only bugs are logged', () => {
  for (const kind of ['one size', 'bugs are logged']) {
    const { learned, without } = errorsOf(kind)
    expect(learned, kind).toBeLessThanOrEqual(without * 1.01)
  }
})
