import { expect, test } from 'vitest'
import { isShort, shortfall } from '../../../domain/sync/shortfall.ts'

test('a count may be a hundredth above what came, and no more', () => {
  expect(shortfall.share).toBe(0.01)
  expect(isShort(1000, 990)).toBe(false)
  expect(isShort(1000, 989)).toBe(true)
  expect(isShort(50, 49)).toBe(true)
  expect(isShort(0, 0)).toBe(false)
  expect(isShort(10, 12)).toBe(false)
})
