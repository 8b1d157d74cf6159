import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { categories } from '../../../../../domain/category.ts'
import type { TeamPlan } from '../../../../../domain/plan/plan.ts'
import {
  companyPlanOf,
  teamPlanFor,
  teamPlannedOf,
} from '../../../../../domain/reconcile/figures/plan/scope-plan.ts'
import { aCalendar, aPlan, aTeamPlan } from '../../../../builders/plan.ts'
import { aReconcileInput } from '../../../../builders/reconcile-input.ts'
import { at } from '../../../../builders/ticket.ts'

/** `core` works in Berlin, `west` in Los Angeles: nine hours later. */
function plannedAt(asOf: string, changes: Partial<TeamPlan> = {}) {
  const teamPlans = [aTeamPlan(changes), aTeamPlan({ teamId: 'west', plannedHeadcount: 3, ...changes })]
  const plan = aPlan({
    calendars: [aCalendar(), aCalendar({ calendarId: 'west', timeZone: 'America/Los_Angeles' })],
    teams: [...aPlan().teams, { teamId: 'west', name: 'West', calendarId: 'west', focusShare: null }],
    quarters: [{ quarter: '2026-Q2', planningStartsOn: null, teams: teamPlans }],
  })
  const input = aReconcileInput({ plan, asOfAt: at(asOf) })
  return ['core', 'west'].map((teamId) => teamPlannedOf(teamPlanFor(teamId, input), input))
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

it('a team that the plan does not know has nothing planned', () => {
  const planned = teamPlannedOf(null, aReconcileInput())
  const none = { roadmap: 0, ktlo: 0, reliability: 0 }
  expect(planned).toEqual({ shares: none, milliDays: none, quarterMilliDays: none, budgetDays: [] })
})

describe('a team’s planned days', () => {
  it('are split by category to the last thousandth, and budgeted day by day', () => {
    const share = fc.integer({ min: 0, max: 1000 }).map((value) => value / 1000)
    fc.assert(
      fc.property(share, share, share, (roadmap, part, onCallShare) => {
        const ktlo = (1 - roadmap) * part
        const shares = { roadmap, ktlo, reliability: 1 - roadmap - ktlo }
        const [core] = plannedAt('2026-05-15T12:00', { shares, onCallShare })
        const quarter = sum(categories.map((category) => core?.quarterMilliDays[category] ?? 0))
        expect(quarter).toBe(65 * 2 * (1000 - Math.round(1000 * onCallShare)))
        for (const category of categories) {
          const exact = quarter * shares[category]
          expect(Math.abs((core?.quarterMilliDays[category] ?? 0) - exact)).toBeLessThanOrEqual(1)
        }
        const budget = sum(core?.budgetDays.map(({ budgetMilliDays }) => budgetMilliDays) ?? [])
        expect(budget).toBeCloseTo(quarter * shares.reliability, 6)
      }),
      { numRuns: 25 },
    )
  })
})

describe('a company’s plan', () => {
  it('is the sum of its teams’, its shares those of what was planned until today', () => {
    const [core, west] = plannedAt('2026-04-01T12:00')
    if (core === undefined || west === undefined) throw new Error('no plan')
    const skewed = { ...west, milliDays: { roadmap: 0, ktlo: 2000, reliability: 0 } }
    // Berlin's first day: 1000, 600 and 400 of two people.
    const company = companyPlanOf([core, skewed])
    expect(company.milliDays).toEqual({ roadmap: 1000, ktlo: 2600, reliability: 400 })
    expect(company.shares).toEqual({ roadmap: 0.25, ktlo: 0.65, reliability: 0.1 })
    // 65 days of two and of three people.
    expect(company.quarterMilliDays).toEqual({ roadmap: 162_500, ktlo: 97_500, reliability: 65_000 })
  })

  it('has the shares of the whole quarter before its first day', () => {
    const company = companyPlanOf(plannedAt('2026-03-20T12:00'))
    expect(company.milliDays).toEqual({ roadmap: 0, ktlo: 0, reliability: 0 })
    expect(company.shares).toEqual({ roadmap: 0.5, ktlo: 0.3, reliability: 0.2 })
  })

  it('has begun with the first thousandth of a day', () => {
    const [core] = plannedAt('2026-03-20T12:00')
    if (core === undefined) throw new Error('no plan')
    const company = companyPlanOf([{ ...core, milliDays: { roadmap: 0, ktlo: 1, reliability: 0 } }])
    expect(company.shares).toEqual({ roadmap: 0, ktlo: 1, reliability: 0 })
  })

  it('budgets by date, where a date has begun for some teams only in two parts, the begun one first', () => {
    // Noon in Berlin of 2 April, three hours past midnight in Los Angeles.
    const { budgetDays } = companyPlanOf(plannedAt('2026-04-02T10:00').toReversed())
    const [first, second, third, fourth] = budgetDays
    expect([first, second, third, fourth]).toEqual([
      { date: '2026-04-01', budgetMilliDays: 1000, counted: true },
      { date: '2026-04-02', budgetMilliDays: 400, counted: true },
      { date: '2026-04-02', budgetMilliDays: 600, counted: false },
      { date: '2026-04-03', budgetMilliDays: 1000, counted: false },
    ])
    expect(budgetDays.map(({ date }) => date)).toEqual(budgetDays.map(({ date }) => date).toSorted())
    expect(budgetDays).toHaveLength(66)
  })
})
