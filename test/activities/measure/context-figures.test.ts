import { expect, test } from 'vitest'
import { loadDecisions } from '../../../adapters/store/classify/decisions.ts'
import { loadReconciliation } from '../../../adapters/store/reconcile/reconciliations.ts'
import { storeForThisFile, storeRecords } from '../../adapters/store/test-store.ts'
import { aTicket, at } from '../../builders/ticket.ts'
import { historyOf, quarter, runQuarter, storeCompany } from './measured-company.ts'

const store = storeForThisFile()
const asOfAt = at('2026-07-03T00:00')

test('a ticket that is only context moves no figure, though somebody has it in progress', async () => {
  const connectionId = await storeCompany(store(), 'tracker')
  const before = await loadReconciliation(store(), await runQuarter(store(), asOfAt))
  const context = aTicket('OUT-1', { statusId: 'doing', assigneeId: 'ada', typeName: 'Bug', isContext: true })
  await storeRecords(store(), connectionId, { tickets: [context], events: historyOf('OUT-1', 'ada') })
  const after = await loadReconciliation(store(), await runQuarter(store(), asOfAt))
  expect(before?.quarter).toBe(quarter)
  expect(after).toEqual(before)
  expect((await loadDecisions(store())).map(({ ticket }) => ticket.ticketId)).not.toContain(context.ticketId)
})
