import { expect, test } from 'vitest'
import { elsewhereMs, sliceMs } from '../../../domain/deliver/slices.ts'

test('a sender’s slices begin short and end at half an hour', () => {
  expect([0, 1, 9, 10, 2_000].map(sliceMs)).toEqual([3_000, 6_000, 1_536_000, 1_800_000, 1_800_000])
})

test('a sender that came to a busy worker tries again soon, and the more seldom the longer it finds no other', () => {
  expect([0, 1, 8, 9].map(elsewhereMs)).toEqual([5_000, 10_000, 1_280_000, 1_800_000])
})
