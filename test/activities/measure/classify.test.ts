import { expect, test } from 'vitest'
import { classifyActivities } from '../../../activities/measure/classify.ts'
import { saveRuleSet } from '../../../adapters/store/classify/decisions.ts'
import { explain } from '../../../queries/explain/explain.ts'
import { aConnection, nowAt, storeForThisFile, storeRecords } from '../../adapters/store/test-store.ts'
import { aTicket } from '../../builders/ticket.ts'

const store = storeForThisFile()

const rules = `
rules:
  - name: Bugs
    category: ktlo
    when: { type: bug }
`

async function classify(yaml: string, rulesVersion: string) {
  await saveRuleSet(store(), { yaml, rulesVersion, nowAt })
  const { classifyTickets } = classifyActivities({
    store: store(),
    now: () => nowAt,
    betweenSlices: () => Promise.resolve(),
  })
  await classifyTickets({})
  const { rows } = await store().pool.query('select ticket_id, category, words from suggestions order by 1')
  return rows
}

async function explainedSuggestion(key: string) {
  const explained = await explain(store(), key)
  return explained.kind === 'found' ? explained.tickets[0]?.decision.suggestion : undefined
}

test('suggestions are stored for what nothing decides, and none where the rule file switches them off', async () => {
  const { connectionId } = await aConnection(store())
  await storeRecords(store(), connectionId, {
    tickets: [
      aTicket('A-1', { typeName: 'Task', title: 'Load test before peak season' }),
      aTicket('A-2', { typeName: 'Bug', title: 'Load test before peak season' }),
      aTicket('A-3', { typeName: 'Task', title: 'Tuesday' }),
    ],
  })
  const stored = await classify(rules, 'on')
  expect(stored).toEqual([
    { ticket_id: 'id-A-1', category: 'reliability', words: expect.arrayContaining(['load test']) },
  ])
  expect(await explainedSuggestion('A-1')).toMatchObject({ category: 'reliability' })
  expect(await explainedSuggestion('A-2')).toBeNull()
  expect(await explainedSuggestion('A-3')).toBeNull()
  expect(await classify(rules, 'on')).toEqual(stored)

  expect(await classify(`suggestions: off\n${rules}`, 'off')).toEqual([])
  expect(await explainedSuggestion('A-1')).toBeNull()
})
