import { expect, it } from 'vitest'
import { hasShares, pastQuarterOf } from '../../../domain/reconcile/past-quarter.ts'
import { reconcile } from '../../../domain/reconcile/reconcile.ts'
import { aPerson, aPlan } from '../../builders/plan.ts'
import { anEffort, anEffortRow, aReconcileInput, capacityFor } from '../../builders/reconcile-input.ts'
import { at } from '../../builders/ticket.ts'

const plan = aPlan({ people: [aPerson('Ada Example')] })
const rows = [anEffortRow('CORE-2', 8000)]
const capacity = capacityFor(rows, 50_000).map((row) => ({ ...row, unreadMilliDays: 50_000 }))
const effort = anEffort(rows, { capacity })

/** A quarter of which 8 of 58 days show on tickets, as a later one sees it. */
function quarterReadUntil(syncedAt: string) {
  const { coverage } = aReconcileInput()
  const connections = [{ name: 'tracker', syncedAt: at(syncedAt) }]
  return pastQuarterOf(
    reconcile(aReconcileInput({ plan, effort, coverage: { ...coverage, connections } })),
  ).scopes.map((scope) => ({ ...scope, interruptions: { ...scope.interruptions, tickets: 30 } }))
}

it('a quarter most of which was not read is no past: no shares, and nothing to hold counts against', () => {
  const growthAfter = (scopes: ReturnType<typeof quarterReadUntil>) =>
    reconcile(aReconcileInput({ plan, past: [{ quarter: '2026-Q1', scopes }] })).teams[0]?.interruptionGrowth
  const unread = quarterReadUntil('2026-05-01T00:00')
  expect(unread.map(hasShares)).toEqual([false, false])
  expect(growthAfter(unread)).toBeNull()
  // The quarter ends in June: what was read in July holds all of it, also where nothing was read since.
  const read = quarterReadUntil('2026-07-01T00:00')
  expect(read.map(hasShares)).toEqual([true, true])
  expect(growthAfter(read)?.countBefore).toBe(30)
})
