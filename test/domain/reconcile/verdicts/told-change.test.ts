import { expect, it } from 'vitest'
import { isToldChange } from '../../../../domain/reconcile/verdicts/told-change.ts'

it('a change is reported from a point and a day on, in either direction', () => {
  expect(isToldChange({ milliDays: 1000, milliPoints: 1000 })).toBe(true)
  expect(isToldChange({ milliDays: -1000, milliPoints: -1000 })).toBe(true)
  expect(isToldChange({ milliDays: 1000, milliPoints: 999 })).toBe(false)
  expect(isToldChange({ milliDays: 999, milliPoints: 1000 })).toBe(false)
})
