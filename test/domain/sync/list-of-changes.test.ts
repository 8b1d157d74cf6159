import { expect, test } from 'vitest'
import { lacksTooMany, surelyListed, unbelievedChanges } from '../../../domain/sync/list-of-changes.ts'

test.each([
  { known: 2, lacking: 1, believed: true },
  { known: 3, lacking: 2, believed: false },
  { known: 1, lacking: 1, believed: false },
  { known: 0, lacking: 0, believed: true },
])('a list that lacks $lacking of $known tickets known to have changed: believed $believed', (each) => {
  expect(lacksTooMany(each)).toBe(!each.believed)
})

test('only tickets that changed a minute inside of a list of changes must be in it', () => {
  expect(surelyListed({ changedSinceAt: 0, startedAt: 600_000 })).toEqual({ fromAt: 60_000, toAt: 540_000 })
})

test('a list that is not believed says how much it lacks', () => {
  expect(unbelievedChanges(1).cause).toBe('it lacks a ticket that has changed')
  expect(unbelievedChanges(3).cause).toBe('it lacks 3 tickets that have changed')
})
