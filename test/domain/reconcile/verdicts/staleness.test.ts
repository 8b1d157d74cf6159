import { expect, test } from 'vitest'
import {
  readUntilLookup,
  readUntilOf,
  staleAfterMs,
  stalenessOf,
} from '../../../../domain/reconcile/verdicts/staleness.ts'

const asOfAt = Date.parse('2026-06-12T16:00:00Z')

test.each([
  ['2026-06-12T15:59:00Z', 'fresh'],
  ['2026-06-11T16:00:00Z', 'fresh'],
  ['2026-06-11T15:59:59.999Z', 'stale'],
] as const)('a connection last read at %s is %s', (syncedAt, staleness) => {
  expect(stalenessOf({ syncedAt: Date.parse(syncedAt), asOfAt })).toBe(staleness)
})

test('a connection that was never read whole is neither', () => {
  expect(stalenessOf({ syncedAt: null, asOfAt })).toBe('never_read')
})

test('Records reach the day of the oldest stale reading, and all days where every reading is fresh', () => {
  const asOfAt = Date.parse('2026-05-20T12:00:00Z')
  const read = (ago: number | null) => ({ syncedAt: ago === null ? null : asOfAt - ago })
  expect(readUntilOf([read(staleAfterMs), read(null)], asOfAt)).toBeNull()
  expect(readUntilOf([read(staleAfterMs + 1), read(0)], asOfAt)).toBe('2026-05-19')
  expect(readUntilOf([read(2 * staleAfterMs), read(8 * staleAfterMs)], asOfAt)).toBe('2026-05-12')
})

test('Tickets of a stale connection are known until it was read, and all others throughout', () => {
  const asOfAt = Date.parse('2026-05-20T12:00:00Z')
  const read = (connectionId: string, ago: number | null) => ({
    connectionId,
    syncedAt: ago === null ? null : asOfAt - ago,
  })
  const readUntil = readUntilLookup(
    [read('fresh', staleAfterMs), read('stale', staleAfterMs + 1), read('never', null)],
    asOfAt,
  )
  expect(['fresh', 'stale', 'never', 'gone'].map(readUntil)).toEqual([
    null,
    asOfAt - staleAfterMs - 1,
    null,
    null,
  ])
})
