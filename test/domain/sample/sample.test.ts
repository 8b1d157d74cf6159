import { expect, test } from 'vitest'
import type { Category } from '../../../domain/category.ts'
import { drawSample, type SampleUnit } from '../../../domain/sample/draws.ts'
import { exactInterval } from '../../../domain/sample/interval.ts'
import { sampledShares } from '../../../domain/sample/sampled-shares.ts'
import { ticketRefKey } from '../../../domain/ticket.ts'

const unit = (ticketId: string, milliDays: number, teamId = 'core'): SampleUnit => ({
  teamId,
  ticket: { connectionId: 'c', ticketId },
  milliDays,
})
const answersOf = (answers: Readonly<Record<string, Category | null>>) =>
  new Map(
    Object.entries(answers).map(([ticketId, answer]) => [
      ticketRefKey({ connectionId: 'c', ticketId }),
      answer,
    ]),
  )

test('the exact interval is that of Clopper and Pearson', () => {
  // binom.test(10, 50) and binom.test(0, 50) in R.
  expect(exactInterval(10, 0, 50).lowShare).toBeCloseTo(0.1003, 4)
  expect(exactInterval(10, 0, 50).highShare).toBeCloseTo(0.3372, 4)
  expect(exactInterval(0, 0, 50)).toEqual({ lowShare: 0, highShare: expect.closeTo(0.0711, 4) })
  expect(exactInterval(50, 0, 50)).toEqual({ lowShare: expect.closeTo(0.9289, 4), highShare: 1 })
})

test('draws of which nobody could tell widen the interval on both sides', () => {
  expect(exactInterval(10, 40, 50)).toEqual({ lowShare: expect.closeTo(0.1003, 4), highShare: 1 })
})

test('the same units and seed are drawn alike, in whatever order the units come', () => {
  const units = [unit('a', 500), unit('b', 3000), unit('c', 1000), unit('b', 200, 'ops')]
  const answers = answersOf({ a: 'ktlo', b: 'roadmap', c: null })
  const once = drawSample(units, answers, '2026-Q2')
  expect(drawSample(units.toReversed(), answers, '2026-Q2')).toEqual(once)
  expect(drawSample(units, answers, '2026-Q3')).not.toEqual(once)
})

test('answers count in rounds of ten draws, and the next ticket is the first drawn without an answer', () => {
  const units = [unit('a', 95_000), unit('b', 5000)]
  expect(drawSample(units, answersOf({}), 's')).toEqual({ drawn: [], next: units[0], missing: 10 })
  const { drawn, next, missing } = drawSample(units, answersOf({ a: 'ktlo' }), 's')
  expect(next).toEqual(units[1])
  expect(drawn.length % 10).toBe(0)
  expect(missing).toBeGreaterThan(0)
  expect(missing).toBeLessThanOrEqual(10)
  expect(drawSample(units, answersOf({ a: 'ktlo', b: null }), 's')).toMatchObject({ next: null, missing: 0 })
})

test('nothing is drawn from nothing', () => {
  expect(drawSample([], answersOf({}), 's')).toEqual({ drawn: [], next: null, missing: 0 })
})

test('where every ticket has an answer, the shares are known', () => {
  const units = [unit('a', 1000), unit('b', 3000)]
  const answers = answersOf({ a: 'ktlo', b: 'roadmap' })
  const current = units.map((each) => ({ ...each, bucket: 'uncategorised' as const }))
  const sample = drawSample(units, answers, 's')
  const [company] = sampledShares({ units, sample, answers, current, teamIds: ['core'] })
  expect(company?.shares).toEqual({
    roadmap: { lowShare: 0.75, highShare: 0.75 },
    ktlo: { lowShare: 0.25, highShare: 0.25 },
    reliability: { lowShare: 0, highShare: 0 },
  })
})

test('a scope without a draw, or without uncategorised work, has no sample', () => {
  const units = [unit('a', 1000)]
  const answers = answersOf({ a: 'ktlo' })
  const decided = units.map((each) => ({ ...each, bucket: 'ktlo' as const }))
  const open = units.map((each) => ({ ...each, bucket: 'uncategorised' as const }))
  const sample = drawSample(units, answers, 's')
  expect(sampledShares({ units, sample, answers, current: decided, teamIds: ['core'] })).toEqual([])
  const scopes = sampledShares({ units, sample, answers, current: open, teamIds: ['core', 'ops'] })
  expect(scopes.map(({ scopeId }) => scopeId)).toEqual(['company', 'core'])
  const none = drawSample(units, answersOf({}), 's')
  expect(
    sampledShares({ units, sample: none, answers: answersOf({}), current: open, teamIds: ['core'] }),
  ).toEqual([])
})
