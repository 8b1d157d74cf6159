import { expect, test } from 'vitest'
import type { ScopeReconciliation } from '../../../../../domain/reconcile/dataset/scope.ts'
import { weeksPicture } from '../../../../../domain/report/audience/engineering/weeks-picture.ts'
import { scopeOnPlan, teamView } from '../../../../builders/report-view.ts'

const nothing = { roadmap: 0, ktlo: 0, reliability: 0, uncategorised: 0 }

/** What is drawn of weeks with so many days of keeping things running, in thousandths, and so many interruptions. */
function pictureOf(...weeks: readonly (readonly [ktloMilliDays: number, interruptions: number])[]) {
  const starts = ['2026-03-30', '2026-04-06', '2026-04-13']
  const drawn: ScopeReconciliation['weeks'] = weeks.map(([ktlo, interruptions], index) => ({
    weekStart: starts[index] ?? '',
    milliDays: { ...nothing, ktlo },
    unreadMilliDays: 0,
    interruptions,
  }))
  return weeksPicture(teamView({ ...scopeOnPlan(), weeks: drawn }))
}

test('days are drawn to a tenth', () => {
  expect(pictureOf([1, 0], [2449, 0], [2450, 3])?.weeks).toEqual([
    { label: '1 Apr', days: { ...nothing, ktlo: 0 }, interruptions: 0 },
    { label: '6 Apr', days: { ...nothing, ktlo: 2.4 }, interruptions: 0 },
    { label: '13 Apr', days: { ...nothing, ktlo: 2.5 }, interruptions: 3 },
  ])
})

test('days of each category stand in their own place', () => {
  const week = {
    weekStart: '2026-03-30',
    milliDays: { roadmap: 1000, ktlo: 2000, reliability: 3000, uncategorised: 4000 },
    unreadMilliDays: 0,
    interruptions: 0,
  }
  expect(weeksPicture(teamView({ ...scopeOnPlan(), weeks: [week] }))?.weeks[0]?.days).toEqual({
    roadmap: 1,
    ktlo: 2,
    reliability: 3,
    uncategorised: 4,
  })
})

test('weeks without any work are not drawn', () => {
  expect(pictureOf([0, 4], [0, 0])).toBeNull()
  expect(pictureOf([0, 4], [1, 0])).not.toBeNull()
})

test('the alternative text says what is drawn, and how much keeping things running took overall', () => {
  expect(pictureOf([1000, 0], [1000, 0])?.altText).toBe(
    'Person-days a week by category, Q2 so far, with each week’s interruptions. Keeping things running: 25 % overall.',
  )
})
