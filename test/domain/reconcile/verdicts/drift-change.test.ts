import { expect, test } from 'vitest'
import type { ReliabilityBudget } from '../../../../domain/reconcile/dataset/verdicts.ts'
import {
  driftChangeOf,
  type NoticedState,
  noticedStates,
} from '../../../../domain/reconcile/verdicts/drift-change.ts'

const burnRates = { twoWeeksRatio: 0.3, quarterRatio: 0.3 }

function changeOf(before: NoticedState, state: ReliabilityBudget['state']) {
  return driftChangeOf(before, { state, burnRates })?.kind ?? null
}

test.each([
  ['on_course', 'on_course', null],
  ['on_course', 'probably_drifting', 'worse'],
  ['on_course', 'drifting', 'worse'],
  ['probably_drifting', 'on_course', 'recovered'],
  ['probably_drifting', 'probably_drifting', null],
  ['probably_drifting', 'drifting', 'worse'],
  ['drifting', 'on_course', 'recovered'],
  ['drifting', 'probably_drifting', null],
  ['drifting', 'drifting', null],
] as const)('from %s to %s: %s', (before, after, kind) => {
  expect(changeOf(before, after)).toBe(kind)
})

test.each(noticedStates)('where nothing can be told or was budgeted, nothing is noticed: %s', (before) => {
  expect(changeOf(before, 'cannot_tell')).toBeNull()
  expect(changeOf(before, 'no_budget')).toBeNull()
})

test('nothing gets worse before two whole weeks show a pace; a recovery needs none', () => {
  expect(driftChangeOf('on_course', { state: 'drifting', burnRates: null })).toBeNull()
  expect(driftChangeOf('on_course', { state: 'drifting', burnRates })?.kind).toBe('worse')
  expect(driftChangeOf('drifting', { state: 'on_course', burnRates: null })?.kind).toBe('recovered')
})
