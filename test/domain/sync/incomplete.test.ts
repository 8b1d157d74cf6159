import { expect, test } from 'vitest'
import { uncountedTickets, unreadRecords } from '../../../domain/sync/incomplete.ts'
import { unbelievedChanges } from '../../../domain/sync/list-of-changes.ts'
import { shortfallCause } from '../../../domain/sync/shortfall.ts'

test('what a run lacks is counted with a comma between thousands', () => {
  expect(uncountedTickets(1240, 'all').map(({ cause }) => cause)).toEqual([
    'the tracker counts 1,240 more than it returns',
  ])
  expect(unreadRecords('list of people', 1240).map(({ cause }) => cause)).toEqual([
    "1,240 of its records can't be understood",
  ])
  expect(unbelievedChanges(1240).cause).toBe('it lacks 1,240 tickets that have changed')
  expect(unbelievedChanges(1).cause).toBe('it lacks a ticket that has changed')
  expect(shortfallCause(12_400, 1240)).toBe('the tracker counts 12,400 tickets, and 1,240 came')
})

test('nothing is counted of what is not lacking', () => {
  expect([uncountedTickets(0, 'changed'), unreadRecords('list of people', 0)]).toEqual([[], []])
})
