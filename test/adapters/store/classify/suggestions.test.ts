import { expect, test } from 'vitest'
import { saveSuggestions } from '../../../../adapters/store/classify/suggestions.ts'
import type { SuggestionForTicket } from '../../../../domain/classify/suggest/undecided.ts'
import { aTicket, refOf } from '../../../builders/ticket.ts'
import { aConnection, nowAt, storeForThisFile, storeRecords } from '../test-store.ts'

const store = storeForThisFile()

test('the suggestions of the last classifying are stored, and no earlier ones', async () => {
  const { connectionId } = await aConnection(store())
  await storeRecords(store(), connectionId, { tickets: [aTicket('A-1'), aTicket('A-2')] })
  const suggested = (key: string): SuggestionForTicket => ({
    ticket: { ...refOf(key), connectionId },
    category: 'reliability',
    probability: 0.81,
    words: ['load test', '"quoted", {braces}'],
  })
  const stored = async () => {
    const { rows } = await store().pool.query(
      'select ticket_id, category, probability, words from suggestions order by 1',
    )
    return rows
  }
  const row = (key: string) => ({
    ticket_id: `id-${key}`,
    category: 'reliability',
    probability: 0.81,
    words: ['load test', '"quoted", {braces}'],
  })
  await saveSuggestions(store(), [suggested('A-2'), suggested('A-1')], nowAt)
  expect(await stored()).toEqual([row('A-1'), row('A-2')])
  await saveSuggestions(store(), [suggested('A-2')], nowAt + 1000)
  expect(await stored()).toEqual([row('A-2')])
  await saveSuggestions(store(), [], nowAt + 2000)
  expect(await stored()).toEqual([])
})
