import { expect, it } from 'vitest'
import {
  reliabilityByWeek,
  unplannedOf,
} from '../../../../../domain/reconcile/figures/actuals/scope-records.ts'
import { factLookup } from '../../../../../domain/reconcile/figures/tickets/ticket-facts.ts'
import { aPlan } from '../../../../builders/plan.ts'
import { anEffortRow, aReconcileInput } from '../../../../builders/reconcile-input.ts'
import { at, refOf } from '../../../../builders/ticket.ts'

const baseline = { plan: aPlan(), takenAt: at('2026-04-01T00:00'), tickets: [refOf('CORE-1')] }
const facts = factLookup(aReconcileInput({ baseline }))

it('unplanned is the part of the attributed days on tickets that were not in the baseline', () => {
  const rows = [anEffortRow('CORE-1', 600), anEffortRow('CORE-2', 300), anEffortRow('GONE-1', 100)]
  expect(unplannedOf(rows, facts, 1000)).toEqual({ milliDays: 400, share: 0.4 })
  expect(unplannedOf(rows.slice(1, 2), facts, 1)).toEqual({ milliDays: 300, share: 300 })
})

it('unplanned is no part of nothing, and unknown without a baseline', () => {
  expect(unplannedOf([], facts, 0)).toEqual({ milliDays: 0, share: 0 })
  expect(unplannedOf([], factLookup(aReconcileInput()), 0)).toBeNull()
})

it('reliability days are summed week by week, other categories left out', () => {
  const rows = [
    anEffortRow('CORE-3', 300),
    anEffortRow('CORE-3', 200),
    anEffortRow('CORE-3', 50, { weekStart: '2026-04-13' }),
    anEffortRow('CORE-2', 900),
  ]
  expect([...reliabilityByWeek(rows, facts)]).toEqual([
    ['2026-04-06', 500],
    ['2026-04-13', 50],
  ])
})
