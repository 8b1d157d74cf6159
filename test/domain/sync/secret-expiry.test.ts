import { expect, test } from 'vitest'
import { daysLeft, expiryStageOf, readExpiryDate } from '../../../domain/sync/secret-expiry.ts'

const day = 86_400_000
const nowAt = Date.parse('2026-12-01T09:00:00Z')
const stageIn = (leftMs: number) => expiryStageOf(nowAt + leftMs, nowAt)

test('a secret is warned of from 30, 7 and 1 days before, and from the moment that it expires', () => {
  expect(stageIn(30 * day + 1)).toBeNull()
  expect(stageIn(30 * day)).toBe(30)
  expect(stageIn(7 * day + 1)).toBe(30)
  expect(stageIn(7 * day)).toBe(7)
  expect(stageIn(day + 1)).toBe(7)
  expect(stageIn(day)).toBe(1)
  expect(stageIn(1)).toBe(1)
  expect(stageIn(0)).toBe('expired')
  expect(stageIn(-400 * day)).toBe('expired')
})

test('days that have begun count as left', () => {
  expect(daysLeft(nowAt + 1, nowAt)).toBe(1)
  expect(daysLeft(nowAt + day, nowAt)).toBe(1)
  expect(daysLeft(nowAt + day + 1, nowAt)).toBe(2)
})

test('a date that there is not is none', () => {
  expect(readExpiryDate('2027-01-31')).toBe(Date.parse('2027-01-31T00:00:00Z'))
  for (const text of ['2027-02-30', '2027-1-31', '31.01.2027', '', '2027-01-31T10:00:00Z'])
    expect(readExpiryDate(text)).toBeNull()
})
