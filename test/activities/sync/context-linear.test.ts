import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createLinearTracker } from '../../../adapters/linear/tracker.ts'
import { saveRuleSet } from '../../../adapters/store/classify/decisions.ts'
import type { Connection } from '../../../adapters/store/connections/connections.ts'
import { loadEvents, loadTickets } from '../../../adapters/store/tickets/tickets.ts'
import { uuidOf } from '../../../fakes/company/identity.ts'
import { type FakeLinear, startFakeLinear } from '../../../fakes/linear/server/server.ts'
import { explain, type TicketExplanation } from '../../../queries/explain/explain.ts'
import { storeForThisFile } from '../../adapters/store/test-store.ts'
import { aCompanyTicket, asOfAt, smallCompany } from '../../fakes/linear/small-company.ts'
import { connectTo, removeConnections, syncOnce } from './sync-desk.ts'

// Growth isn't chosen. Mobile is: its MOB-2 is below Growth's GRO-2, which is below GRO-1 in the project of an initiative.

const store = storeForThisFile()
let linear: FakeLinear
let connection: Connection

beforeAll(async () => {
  const mobile = { teamId: 'mobile' } as const
  linear = await startFakeLinear({
    company: smallCompany([
      aCompanyTicket('GRO-1', { projectId: 'signup' }),
      aCompanyTicket('GRO-2', { parentKey: 'GRO-1', labels: ['bug'] }),
      aCompanyTicket('GRO-3'),
      aCompanyTicket('MOB-1', mobile),
      aCompanyTicket('MOB-2', { ...mobile, parentKey: 'GRO-2' }),
      aCompanyTicket('MOB-3', { ...mobile, parentKey: 'GRO-3' }),
    ]),
    now: () => asOfAt,
    apiKey: 'lin_api_example',
  })
  const yaml =
    'rules: [{ name: Reach, category: roadmap, when: { kind: initiative, title: reach more people } }]'
  await saveRuleSet(store(), { yaml, rulesVersion: 'reach', nowAt: asOfAt })
})

beforeEach(async () => {
  await removeConnections(store())
  linear.faults.hidden.clear()
  linear.faults.poisoned.clear()
  connection = await connectTo(store(), 'linear', ['MOB'])
})

afterAll(() => linear.close())

function sync(): Promise<number> {
  const open = () =>
    createLinearTracker({
      connectionId: connection.connectionId,
      apiUrl: linear.url,
      auth: { kind: 'api_key', apiKey: 'lin_api_example' },
      now: () => asOfAt,
      sleep: async () => undefined,
    })
  return syncOnce(store(), connection, open, { now: () => asOfAt })
}

async function explained(key: string): Promise<TicketExplanation> {
  const found = await explain(store(), key)
  if (found.kind === 'missing' || found.tickets[0] === undefined) throw new Error(`${key} is not stored`)
  return found.tickets[0]
}

function hide(key: string): void {
  linear.faults.hidden.add(uuidOf('linear-issue', key))
}

test('parents in other teams are read up to the top, and through them the project and its initiative', async () => {
  await sync()
  const tickets = await loadTickets(store())
  expect(tickets.map(({ key, isContext }) => `${key} ${isContext}`).sort()).toEqual([
    ...['GRO-1 true', 'GRO-2 true', 'GRO-3 true'],
    ...['MOB-1 false', 'MOB-2 false', 'MOB-3 false'],
  ])
  expect(tickets.find(({ key }) => key === 'GRO-2')?.labels).toEqual(['bug'])
  const inScope = new Set(tickets.filter(({ isContext }) => !isContext).map(({ ticketId }) => ticketId))
  expect((await loadEvents(store())).every(({ ticketId }) => inScope.has(ticketId))).toBe(true)
  const { above, decision } = await explained('MOB-2')
  expect(above.ancestors.map(({ name }) => name)).toEqual([
    ...['GRO-2', 'GRO-1', 'Faster sign-up', 'Reach more people'],
  ])
  expect(decision.now.category).toBe('roadmap')
  expect((await explained('MOB-1')).above).toMatchObject({ parent: 'none', ancestors: [] })
})

test('a parent in a hidden team is told from none, also above one that was read', async () => {
  hide('GRO-1')
  hide('GRO-3')
  await sync()
  const missing = { key: 'GRO-1', state: 'unreadable', triedAt: asOfAt }
  expect((await explained('MOB-2')).above).toMatchObject({ parent: 'context', missing })
  expect((await explained('MOB-3')).above).toMatchObject({ parent: 'unreadable', ancestors: [] })
})

test('a parent that Linear fails to return, or that is not understood, hides none of the others', async () => {
  linear.faults.poisoned.set(uuidOf('linear-issue', 'GRO-2'), 'unservable')
  linear.faults.poisoned.set(uuidOf('linear-issue', 'GRO-1'), 'malformed')
  await sync()
  expect((await explained('MOB-2')).above.parent).toBe('not_understood')
  expect((await explained('MOB-3')).above.parent).toBe('context')
})

test('the next sync asks for none of them again', async () => {
  hide('GRO-3')
  await sync()
  const before = linear.requests.length
  const idle = await sync()
  expect(linear.requests.slice(before).filter(({ query }) => query.includes('query Context'))).toEqual([])
  expect(idle).toBeLessThanOrEqual(6)
})
