import { expect, test } from 'vitest'
import { stalenessOf } from '../../../../domain/reconcile/verdicts/staleness.ts'

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
