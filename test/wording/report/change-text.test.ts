import fc from 'fast-check'
import { expect, test } from 'vitest'
import { categories } from '../../../domain/category.ts'
import { explainChange } from '../../../domain/reconcile/changes/explain.ts'
import type { ChangedCategory } from '../../../domain/reconcile/dataset/change.ts'
import { sharesOf } from '../../../domain/reconcile/figures/shares/shares.ts'
import { changedFigures } from '../../../wording/report/change-text.ts'
import { closedReconciliation } from '../../builders/example-company.ts'
import { aPlan } from '../../builders/plan.ts'

const tenthsOf = (shown: string) => Math.round(Number(shown.replace('−', '-').replace('±', '')) * 10)
const sumOfTenths = (shown: readonly string[]) => shown.map(tenthsOf).reduce((a, b) => a + b, 0)

const days = fc.integer({ min: 1, max: 400_000 })
const dataset = fc.record({ roadmap: days, ktlo: days, reliability: days }).map((actual) => {
  const { company, quarter } = closedReconciliation
  const shares = sharesOf(actual)
  const own = company.categories.map((each) => ({
    ...each,
    actualMilliDays: actual[each.category],
    actualShare: shares[each.category],
  }))
  return { quarter, company: { ...company, categories: own }, teams: [] }
})

test('what is told as mailed is what the mailed dataset has, to the tenth, and what is shown sums', () => {
  fc.assert(
    fc.property(dataset, dataset, (mailed, now) => {
      const change = explainChange({ mailedAt: 0, dataset: mailed, known: null }, now, aPlan())
      for (const changed of change?.scopes[0]?.categories ?? []) {
        const figuresOf = ({ company }: typeof mailed) =>
          company.categories.find(({ category }) => category === changed.category)?.actualMilliDays ?? 0
        const shown = changedFigures(changed)
        expect(tenthsOf(shown.mailed)).toBe(Math.round(figuresOf(mailed) / 100))
        expect(tenthsOf(shown.now)).toBe(Math.round(figuresOf(now) / 100))
        expect(sumOfTenths([shown.mailed, shown.days])).toBe(tenthsOf(shown.now))
      }
    }),
  )
})

const part = fc.record({
  cause: fc.constantFrom('late_edits' as const, 'moved' as const, 'plan' as const),
  milliDays: fc.integer({ min: -30_000, max: 30_000 }),
  milliPoints: fc.integer({ min: -30_000, max: 30_000 }),
})

/** A category whose parts sum to its difference, as `explainChange` makes them. */
const changedCategory = fc
  .tuple(fc.constantFrom(...categories), days, fc.array(part, { minLength: 1, maxLength: 9 }))
  .map(([category, mailedDays, parts]): ChangedCategory => {
    const milliDays = parts.reduce((sum, each) => sum + each.milliDays, 0)
    const milliPoints = parts.reduce((sum, each) => sum + each.milliPoints, 0)
    const mailedMilliDays = mailedDays + 300_000
    return {
      ...{ category, mailedMilliDays, nowMilliDays: mailedMilliDays + milliDays, mailedMilliPoints: 50_000 },
      ...{ difference: { milliDays, milliPoints }, parts },
    }
  })

test('the causes that are shown sum to the difference that is shown, each within a tenth of its own', () => {
  fc.assert(
    fc.property(changedCategory, (changed) => {
      const shown = changedFigures(changed)
      expect(sumOfTenths(shown.parts.map((each) => each.days))).toBe(tenthsOf(shown.days))
      expect(sumOfTenths(shown.parts.map((each) => each.points))).toBe(tenthsOf(shown.points))
      for (const [index, { milliDays, milliPoints }] of changed.parts.entries()) {
        const own = shown.parts[index]
        expect(Math.abs(tenthsOf(own?.days ?? '') - milliDays / 100)).toBeLessThanOrEqual(1.5)
        expect(Math.abs(tenthsOf(own?.points ?? '') - milliPoints / 100)).toBeLessThanOrEqual(1.5)
      }
    }),
  )
})

test('three causes of less than half a tenth each are shown as the tenth that they come to', () => {
  const causes = ['late_edits', 'moved', 'plan'] as const
  const shown = changedFigures({
    ...{ category: 'ktlo', mailedMilliDays: 40_000, mailedMilliPoints: 40_000, nowMilliDays: 39_880 },
    difference: { milliDays: -120, milliPoints: -120 },
    parts: causes.map((cause) => ({ cause, milliDays: -40, milliPoints: -40 })),
  })
  expect(shown).toMatchObject({ mailed: '40.0', now: '39.9', days: '−0.1', points: '−0.1' })
  expect(shown.parts.map((each) => each.days)).toEqual(['−0.1', '±0.0', '±0.0'])
})
