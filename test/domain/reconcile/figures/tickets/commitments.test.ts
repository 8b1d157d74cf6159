import { describe, expect, it } from 'vitest'
import type { Commitment } from '../../../../../domain/plan/plan.ts'
import type { ReconcileInput } from '../../../../../domain/reconcile/dataset/input.ts'
import { sourcesOf } from '../../../../../domain/reconcile/figures/actuals/sources.ts'
import { measureCommitments } from '../../../../../domain/reconcile/figures/tickets/commitments.ts'
import { factLookup } from '../../../../../domain/reconcile/figures/tickets/ticket-facts.ts'
import { aDecision, anEffortRow, aReconcileInput } from '../../../../builders/reconcile-input.ts'
import { aTicket, connectionId, refOf } from '../../../../builders/ticket.ts'

const container = { connectionId, url: 'https://tracker.example/project/1', labels: [], parentIds: [] }
const input = aReconcileInput({
  tickets: [
    aTicket('CORE-1', { hierarchyLevel: 1, title: 'Invoicing', statusId: 'done' }),
    aTicket('CORE-2', { parentId: refOf('CORE-1').ticketId }),
    aTicket('CORE-3', { parentId: refOf('CORE-2').ticketId, hierarchyLevel: -1 }),
    aTicket('CORE-4', { projectId: 'p1', statusId: 'done' }),
    aTicket('CORE-5', { projectId: 'p1', statusId: 'canceled' }),
    aTicket('CORE-6', { components: ['Ledger'], labels: ['slow'] }),
    aTicket('CORE-7', { labels: ['slow', 'rare'] }),
    aTicket('CORE-8', { labels: ['alone'] }),
  ],
  decisions: ['2', '3', '4', '5', '6', '7', '8'].map((number) => aDecision(`CORE-${number}`, 'roadmap')),
  containers: [
    { ...container, containerId: 'p1', kind: 'project', title: 'Partner API', parentIds: ['i1'] },
    { ...container, containerId: 'i1', kind: 'initiative', title: 'Partners' },
  ],
})
const rows = [
  anEffortRow('CORE-2', 1000),
  anEffortRow('CORE-3', 500),
  anEffortRow('CORE-3', 250, { weekStart: '2026-04-13' }),
  anEffortRow('CORE-4', 2000),
  anEffortRow('CORE-6', 400),
  anEffortRow('CORE-7', 300),
  anEffortRow('CORE-8', 900),
]

describe('a commitment', () => {
  const committed = (target: Commitment['target'], changes: Partial<ReconcileInput> = {}) => {
    const commitment: Commitment = { name: 'It', category: 'roadmap', plannedPersonDays: 2.5, target }
    const facts = factLookup({ ...input, ...changes })
    const [figures] = measureCommitments([commitment], 'core', rows, facts)
    return figures
  }

  it('on a ticket counts all that lies below it', () => {
    expect(committed({ kind: 'ticket', name: 'core-1' })).toEqual({
      name: 'It',
      teamId: 'core',
      category: 'roadmap',
      plannedMilliDays: 2500,
      actualMilliDays: 1750,
      found: true,
      delivered: true,
    })
  })

  it('on a project or initiative goes by title, and is delivered when nothing in it is left', () => {
    const expected = { actualMilliDays: 2000, found: true, delivered: true }
    expect(committed({ kind: 'project', name: ' partner api ' })).toMatchObject(expected)
    expect(committed({ kind: 'initiative', name: 'Partners' })).toMatchObject(expected)
  })

  it('is found by a key that its ticket used to have', () => {
    const formerKeys = new Map([['OLD-7', refOf('CORE-2')]])
    expect(committed({ kind: 'ticket', name: 'OLD-7' }, { formerKeys })).toMatchObject({
      actualMilliDays: 1750,
      found: true,
      delivered: false,
    })
  })

  it('that names nothing is not found, and a project is no initiative', () => {
    const expected = { actualMilliDays: 0, found: false, delivered: false }
    expect(committed({ kind: 'ticket', name: 'CORE-99' })).toMatchObject(expected)
    expect(committed({ kind: 'initiative', name: 'Partner API' })).toMatchObject(expected)
  })
})

describe('sources', () => {
  it('are epics, projects, shared components or labels, and tickets on their own, largest first', () => {
    const sources = sourcesOf(rows, factLookup(input))
    expect(
      sources.map(({ label, key, milliDays, tickets }) => [label, key, milliDays, tickets.length]),
    ).toEqual([
      ['Partner API', null, 2000, 1],
      ['Invoicing', 'CORE-1', 1750, 2],
      ['Title of CORE-8', 'CORE-8', 900, 1],
      ['slow', null, 700, 2],
    ])
    expect(sources[1]?.tickets.map((ticket) => [ticket.key, ticket.milliDays])).toEqual([
      ['CORE-2', 1000],
      ['CORE-3', 750],
    ])
  })

  it('are at most ten of a category', () => {
    const keys = Array.from({ length: 11 }, (_, index) => `CORE-${index + 1}`)
    const many = aReconcileInput({
      tickets: keys.map((key) => aTicket(key)),
      decisions: keys.map((key) => aDecision(key, 'ktlo')),
    })
    const spent = keys.map((key, index) => anEffortRow(key, 1000 + index))
    const sources = sourcesOf(spent, factLookup(many))
    expect(sources.map(({ milliDays }) => milliDays)).toEqual([
      1010, 1009, 1008, 1007, 1006, 1005, 1004, 1003, 1002, 1001,
    ])
  })
})
