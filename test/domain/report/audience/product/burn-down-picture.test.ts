import { expect, test } from 'vitest'
import type { ScopeReconciliation } from '../../../../../domain/reconcile/dataset/scope.ts'
import { burnDownPicture } from '../../../../../domain/report/audience/product/burn-down-picture.ts'
import type { ScopeSketch } from '../../../../builders/reconciliation.ts'
import { closedQuarter, scopeOnPlan, teamView, type ViewChanges } from '../../../../builders/report-view.ts'

/** Reliability days of three weeks, in thousandths; the last is under way on Sunday, 12 April. */
const weeks: ScopeReconciliation['weeks'] = [
  ['2026-03-30', 2449],
  ['2026-04-06', 1001],
].map(([weekStart, reliability]) => ({
  weekStart: String(weekStart),
  milliDays: { roadmap: 9000, ktlo: 0, reliability: Number(reliability), uncategorised: 0 },
  unreadMilliDays: 0,
  interruptions: 0,
}))

function picture(sketch: Partial<ScopeSketch>, asOf: string, changes: ViewChanges = {}) {
  const reconciliation = { asOfAt: Date.parse(asOf), ...changes.reconciliation }
  return burnDownPicture(teamView({ ...scopeOnPlan(sketch), weeks }, { ...changes, reconciliation }))
}

test('days left go down week by week, to a tenth, from the quarter’s first day', () => {
  expect(picture({}, '2026-04-20T12:00:00Z')).toMatchObject({
    budgetDays: 15,
    from: '2026-04-01',
    to: '2026-07-01',
    left: [
      { date: '2026-04-01', days: 15 },
      { date: '2026-04-06', days: 12.6 },
      { date: '2026-04-13', days: 11.6 },
    ],
  })
})

test('days left are drawn until the last week of which something was read', () => {
  const nothing = { roadmap: 0, ktlo: 0, reliability: 0, uncategorised: 0 }
  const left = (unreadMilliDays: number) => {
    const rest = weeks.slice(1).map((week) => ({ ...week, milliDays: nothing, unreadMilliDays }))
    return burnDownPicture(teamView({ ...scopeOnPlan(), weeks: [...weeks.slice(0, 1), ...rest] }))?.left
  }
  expect(left(0)?.at(-1)).toEqual({ date: '2026-04-13', days: 12.6 })
  expect(left(5000)?.at(-1)).toEqual({ date: '2026-04-06', days: 12.6 })
})

test('the week under way ends with the as-of day', () => {
  expect(picture({}, '2026-04-08T12:00:00Z')?.left.at(-1)?.date).toBe('2026-04-09')
})

test('the quarter’s last week ends with the quarter', () => {
  const last = weeks.map((week) => ({ ...week, weekStart: '2026-06-29' }))
  const view = teamView({ ...scopeOnPlan(), weeks: last }, closedQuarter)
  expect(burnDownPicture(view)?.left.at(-1)?.date).toBe('2026-07-01')
})

test('what is projected to be left has the interval turned round', () => {
  const projectedDays = [4, 6, 9] as const
  const actual = { roadmap: 9, ktlo: 0, reliability: 3, uncategorised: 0 }
  const projected = picture({ projectedDays, actual }, '2026-04-20T12:00:00Z')
  expect(projected?.projected).toEqual({ days: 9, lowDays: 6, highDays: 11 })
  expect(projected?.altText).toBe(
    'Reliability days left, week by week, beside the planned course: 3 of 15 planned reliability days are spent (15 planned by now). At this pace 6 will be spent by 30 June (4 to 9).',
  )
})

test('a closed quarter is projected no further', () => {
  const closed = picture({ projectedDays: [4, 6, 9] }, '2026-07-03T06:00:00Z', {
    reconciliation: { state: 'closed' },
  })
  expect(closed?.projected).toBeNull()
  expect(closed?.altText).toMatch(/: 15 of 15 planned reliability days were spent\.$/)
})

test('without a budget there is nothing to burn down', () => {
  expect(picture({ budgetDays: 0 }, '2026-04-20T12:00:00Z')).toBeNull()
})
