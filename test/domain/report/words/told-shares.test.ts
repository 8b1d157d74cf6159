import fc from 'fast-check'
import { expect, test } from 'vitest'
import { percent, tableDays } from '../../../../domain/report/words/figures.ts'
import {
  toldShares,
  withToldPlannedDays,
  withToldShares,
} from '../../../../domain/report/words/told-shares.ts'

const told = (...shares: number[]) => toldShares(shares).map(percent)

test('parts of a whole sum to it as they are told', () => {
  expect(told(0.596, 0.255, 0.149)).toEqual(['60 %', '25 %', '15 %'])
  expect(told(0.642, 0.184, 0.174)).toEqual(['64 %', '19 %', '17 %'])
  expect(told(1 / 3, 1 / 3, 1 / 3)).toEqual(['34 %', '33 %', '33 %'])
})

test('what is more than nothing is never told as nothing', () => {
  expect(told(0.992, 0.007, 0.001)).toEqual(['99 %', '1 %', '<1 %'])
  expect(told(1, 0, 0)).toEqual(['100 %', '0 %', '0 %'])
})

test('of nothing, no category has a share', () => {
  expect(told(0, 0, 0)).toEqual(['0 %', '0 %', '0 %'])
})

test('no share is told more than a point from what it is', () => {
  const weight = fc.integer({ min: 0, max: 100_000 })
  fc.assert(
    fc.property(fc.tuple(weight, weight, weight), (weights) => {
      const sum = weights.reduce((all, each) => all + each, 0)
      fc.pre(sum > 0)
      const shares = weights.map((each) => each / sum)
      const points = toldShares(shares).map((share) => Math.floor(share * 100 + 1e-9))
      expect(points.reduce((all, each) => all + each, 0)).toBe(100)
      toldShares(shares).forEach((share, index) => {
        expect(Math.abs(share - (shares[index] ?? 0))).toBeLessThan(0.01)
      })
    }),
  )
})

test('planned and spent are two wholes', () => {
  const categories = [
    { plannedShare: 0.5825, actualShare: 0.4955 },
    { plannedShare: 0.2175, actualShare: 0.3645 },
    { plannedShare: 0.2, actualShare: 0.14 },
  ]
  expect(withToldShares(categories)).toEqual([
    { plannedShare: 0.58, actualShare: 0.5 },
    { plannedShare: 0.22, actualShare: 0.36 },
    { plannedShare: 0.2, actualShare: 0.14 },
  ])
})

const beside = (planned: readonly number[], actual: readonly number[]) =>
  withToldShares(
    planned.map((plannedShare, index) => ({ plannedShare, actualShare: actual[index] ?? 0 })),
  ).map(({ plannedShare, actualShare }) => `${percent(actualShare)} of ${percent(plannedShare)}`)
const third = 1 / 3

test('a share that is exactly on its plan is told as its plan is', () => {
  expect(beside([third, third, third], [0.3333, 0.3334, 0.3333])).toEqual([
    '34 % of 34 %',
    '33 % of 33 %',
    '33 % of 33 %',
  ])
  expect(beside([third, third, third], [0.3333, 0.3, 0.3667])).toEqual([
    '34 % of 34 %',
    '30 % of 33 %',
    '36 % of 33 %',
  ])
  expect(beside([0.605, 0.255, 0.14], [0.605, 0.14, 0.255])).toEqual([
    '61 % of 61 %',
    '14 % of 25 %',
    '25 % of 14 %',
  ])
})

test('a share that is off its plan by more than a tenth of a point is told as it is', () => {
  expect(beside([third, third, third], [third - 0.0011, third + 0.0011, third])).toEqual([
    '33 % of 34 %',
    '34 % of 33 %',
    '33 % of 33 %',
  ])
  expect(beside([0.58, 0.25, 0.17], [0, 0, 0])).toEqual(['0 % of 58 %', '0 % of 25 %', '0 % of 17 %'])
})

test('beside a plan too, shares sum to their whole and none is told more than a point from what it is', () => {
  const weights = fc.tuple(...([0, 1, 2] as const).map(() => fc.integer({ min: 0, max: 1000 })))
  const slight = fc.tuple(...([0, 1, 2] as const).map(() => fc.integer({ min: -1, max: 1 })))
  fc.assert(
    fc.property(weights, slight, (planned, changes) => {
      const actual = planned.map((each, index) => Math.max(0, each + (changes[index] ?? 0)))
      const partsOf = (all: readonly number[]) => all.map((each) => each / all.reduce((a, b) => a + b, 0))
      fc.pre(planned.some((each) => each > 0) && actual.some((each) => each > 0))
      const shares = partsOf(actual)
      const all = withToldShares(
        partsOf(planned).map((plannedShare, index) => ({ plannedShare, actualShare: shares[index] ?? 0 })),
      )
      expect(all.reduce((sum, each) => sum + Math.floor(each.actualShare * 100 + 1e-9), 0)).toBe(100)
      all.forEach(({ actualShare }, index) => {
        expect(Math.abs(actualShare - (shares[index] ?? 0))).toBeLessThan(0.01)
      })
    }),
  )
})

const plannedDays = (roadmap: number, ktlo: number, reliability: number) =>
  withToldPlannedDays([
    { category: 'roadmap', plannedMilliDays: roadmap },
    { category: 'ktlo', plannedMilliDays: ktlo },
    { category: 'reliability', plannedMilliDays: reliability },
  ] as const).map(({ plannedMilliDays }) => tableDays(plannedMilliDays))

test('planned days sum to their whole, and reliability’s are its budget', () => {
  // 65 days: rounded singly they are 66.
  expect(plannedDays(32_825, 16_575, 15_600)).toEqual(['33', '16', '16'])
  expect(plannedDays(312_000, 130_000, 78_000)).toEqual(['312', '130', '78'])
  expect(plannedDays(64_300, 300, 400)).toEqual(['65', '<1', '<1'])
  expect(plannedDays(0, 0, 0)).toEqual(['0', '0', '0'])
})
