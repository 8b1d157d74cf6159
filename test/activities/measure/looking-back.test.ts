import { expect, test } from 'vitest'
import { loadReconciliation } from '../../../adapters/store/reconcile/reconciliations.ts'
import { storeForThisFile, storeRecords } from '../../adapters/store/test-store.ts'
import { aTeamPlan } from '../../builders/plan.ts'
import { aTicket, at, refOf, statusEvent } from '../../builders/ticket.ts'
import { aCompanyPlan, importPlan, quarter, runQuarter, storeCompany } from './measured-company.ts'

const store = storeForThisFile()

test('a run as of an earlier day tells commitments as they stood then, on trackers that give no date of resolution', async () => {
  const connectionId = await storeCompany(store(), 'tracker')
  const later = '2026-07-02T09:00'
  const epics = [
    aTicket('E-1', { hierarchyLevel: 1, statusId: 'done', updatedAt: at(later) }),
    aTicket('E-2', { hierarchyLevel: 1, statusId: 'doing', updatedAt: at(later) }),
  ]
  await storeRecords(store(), connectionId, {
    tickets: [...epics, aTicket('A-5', { parentId: refOf('E-1').ticketId })],
    events: [
      statusEvent('E-1', later, 'doing', 'done', 'ada'),
      statusEvent('E-2', '2026-06-01T09:00', 'todo', 'done', 'ada'),
      statusEvent('E-2', later, 'done', 'doing', 'ada'),
    ],
  })
  const commitments = ['E-1', 'E-2'].map((name) => ({
    ...({ name, category: 'roadmap', plannedPersonDays: 10 } as const),
    target: { kind: 'ticket', name } as const,
  }))
  const teams = [aTeamPlan({ commitments })]
  await importPlan(
    store(),
    aCompanyPlan({ quarters: [{ quarter, planningStartsOn: null, teams }] }),
    'plan-2',
  )
  const standingsAt = async (asOf: string) => {
    const loaded = await loadReconciliation(store(), await runQuarter(store(), at(asOf)))
    return loaded?.company.commitments.map(({ name, standing }) => `${name} ${standing}`)
  }
  expect(await standingsAt('2026-07-01T00:00')).toEqual(['E-1 cannot_tell', 'E-2 delivered'])
  expect(await standingsAt('2026-07-03T00:00')).toEqual(['E-1 delivered', 'E-2 cannot_tell'])
})
