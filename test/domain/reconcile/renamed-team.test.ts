import { expect, it } from 'vitest'
import { pastQuarterOf } from '../../../domain/reconcile/past-quarter.ts'
import { reconcile } from '../../../domain/reconcile/reconcile.ts'
import { aPerson, aPlan } from '../../builders/plan.ts'
import { anEffort, anEffortRow, aReconcileInput } from '../../builders/reconcile-input.ts'
import { at } from '../../builders/ticket.ts'

const before = aPlan({ people: [aPerson('Ada Example')] })
const kernel = { teamId: 'kernel', name: 'Kernel', calendarId: 'berlin', focusShare: null }
const people = [aPerson('Ada Example', { membership: { teamId: 'kernel' } })]
const effortOf = (teamId: string) => anEffort([anEffortRow('CORE-1', 20_000, { teamId })])
const past = {
  ...pastQuarterOf(reconcile(aReconcileInput({ plan: before, effort: effortOf('core') }))),
  quarter: '2026-Q1',
}

/** The quarter of the renamed team, whose plan was frozen, and whose forecast was kept, under its former id. */
function reconciled(formerIds: string[]) {
  const plan = { ...before, teams: [{ ...kernel, formerIds }], people }
  const baseline = { plan: before, takenAt: at('2026-04-01T00:00'), tickets: [] }
  const kept = {
    quarter: '2026-Q1',
    scopeId: 'core',
    asOfAt: at('2025-12-20T00:00'),
    ktloShare: 0.4,
    lowShare: 0.2,
    highShare: 0.6,
  }
  const input = aReconcileInput({
    plan,
    baseline,
    effort: effortOf('kernel'),
    past: [past],
    keptForecasts: [kept],
  })
  return reconcile(input)
}

it('a renamed team keeps its baseline, its past and its forecasts where the plan says what it was', () => {
  const { teams, past: quarters } = reconciled(['core'])
  expect(teams[0]?.capacity.plannedQuarterMilliDays).toBe(65_000)
  expect(quarters[0]?.scopes.map(({ scopeId }) => scopeId)).toEqual(['company', 'kernel'])
  expect(teams[0]?.forecast.held.map(({ forecastShare }) => forecastShare)).toEqual([0.4])
})

it('without that word it is a team without past', () => {
  const { teams, past: quarters } = reconciled([])
  expect(teams[0]?.capacity.plannedQuarterMilliDays).toBe(0)
  expect(quarters[0]?.scopes.map(({ scopeId }) => scopeId)).toEqual(['company', 'core'])
  expect(teams[0]?.forecast.held).toEqual([])
})
