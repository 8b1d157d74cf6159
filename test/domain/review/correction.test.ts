import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buckets, categories } from '../../../domain/category.ts'
import { type CorrectionEffect, correctionEffect } from '../../../domain/review/correction.ts'
import { scopeOf } from '../../builders/reconciliation.ts'

const team = scopeOf({
  scopeId: 'core',
  name: 'Core',
  planned: { roadmap: 60, ktlo: 20, reliability: 20 },
  actual: { roadmap: 50, ktlo: 30, reliability: 10, uncategorised: 10 },
  budgetDays: 20,
})

function sharesOf({ categories: each }: CorrectionEffect, when: 'before' | 'after'): number[] {
  return each.map((figures) => Math.round(figures[when].share * 1000) / 1000)
}

test('a correction moves a ticket’s days, and with them the shares and the reliability budget', () => {
  const effect = correctionEffect(team, [], { from: 'ktlo', to: 'reliability', milliDays: 5_000 })
  expect(sharesOf(effect, 'before')).toEqual([0.556, 0.333, 0.111])
  expect(sharesOf(effect, 'after')).toEqual([0.556, 0.278, 0.167])
  expect(effect.reliability).toMatchObject({ beforeMilliDays: 10_000, afterMilliDays: 15_000 })
})

test('work that was sorted by nobody enters the shares', () => {
  const effect = correctionEffect(team, [], { from: 'uncategorised', to: 'roadmap', milliDays: 10_000 })
  expect(effect.uncategorised).toEqual({ beforeMilliDays: 10_000, afterMilliDays: 0 })
  expect(sharesOf(effect, 'after')).toEqual([0.6, 0.3, 0.1])
})

test('what was corrected before stays corrected', () => {
  const earlier = [{ from: 'ktlo', to: 'reliability', milliDays: 5_000 }] as const
  const effect = correctionEffect(team, earlier, { from: 'roadmap', to: 'ktlo', milliDays: 1_000 })
  expect(effect.reliability).toMatchObject({ beforeMilliDays: 15_000, afterMilliDays: 15_000 })
  expect(effect.categories.map(({ after }) => after.milliDays)).toEqual([49_000, 26_000, 15_000])
})

test('a ticket that is corrected back leaves everything as it was', () => {
  const there = { from: 'ktlo', to: 'reliability', milliDays: 5_000 } as const
  const back = { from: 'reliability', to: 'ktlo', milliDays: 5_000 } as const
  const effect = correctionEffect(team, [there], back)
  expect(effect.categories.map(({ after }) => after.milliDays)).toEqual([50_000, 30_000, 10_000])
})

const aMove = fc.record({
  from: fc.constantFrom(...buckets),
  to: fc.constantFrom(...categories),
  milliDays: fc.integer({ min: 0, max: 200_000 }),
})

test('no day is lost or made, whatever is moved, and nothing falls below zero', () => {
  fc.assert(
    fc.property(fc.array(aMove, { maxLength: 6 }), aMove, (earlier, move) => {
      const effect = correctionEffect(team, earlier, move)
      const days = effect.categories.map(({ after }) => after.milliDays)
      const total = days.reduce((sum, each) => sum + each, effect.uncategorised.afterMilliDays)
      expect(total).toBe(100_000)
      expect(Math.min(...days, effect.uncategorised.afterMilliDays)).toBeGreaterThanOrEqual(0)
    }),
  )
})
