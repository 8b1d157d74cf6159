import { expect, test } from 'vitest'
import { elapsedShareOf } from '../../../../../domain/reconcile/figures/plan/elapsed-share.ts'

const quarter = { from: '2026-04-01', to: '2026-07-01' }

test.each([
  ['2026-03-20T00:00:00Z', 1 / 91],
  ['2026-04-01T00:00:00Z', 1 / 91],
  ['2026-04-02T00:00:00Z', 2 / 91],
  ['2026-06-12T16:00:00Z', 73 / 91],
  ['2026-06-30T23:59:59Z', 1],
  ['2026-07-09T00:00:00Z', 1],
])('at %s, %d of the quarter has begun', (asOf, share) => {
  expect(elapsedShareOf(quarter, Date.parse(asOf))).toBeCloseTo(share, 12)
})
