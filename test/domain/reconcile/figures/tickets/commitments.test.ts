import { describe, expect, it } from 'vitest'
import type { Commitment } from '../../../../../domain/plan/plan.ts'
import type { ReconcileInput } from '../../../../../domain/reconcile/dataset/input.ts'
import { sourcesOf } from '../../../../../domain/reconcile/figures/actuals/sources.ts'
import { measureCommitments } from '../../../../../domain/reconcile/figures/tickets/commitments.ts'
import { factLookup } from '../../../../../domain/reconcile/figures/tickets/ticket-facts.ts'
import { type Ticket, ticketRefKey } from '../../../../../domain/ticket.ts'
import { aDecision, anEffortRow, aReconcileInput } from '../../../../builders/reconcile-input.ts'
import { aTicket, connectionId, refOf } from '../../../../builders/ticket.ts'

const container = {
  connectionId,
  url: 'https://tracker.example/project/1',
  labels: [],
  parentIds: [],
  completedAt: null,
  canceledAt: null,
}
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

  it('on an epic that is only context counts what lies below it, and stands as the epic does', () => {
    const tickets = input.tickets.map((ticket) => ({ ...ticket, isContext: ticket.key === 'CORE-1' }))
    expect(committed({ kind: 'ticket', name: 'CORE-1' }, { tickets })).toMatchObject({
      actualMilliDays: 1750,
      found: true,
      outcome: 'delivered',
    })
  })

  it('on a ticket counts all that lies below it', () => {
    expect(committed({ kind: 'ticket', name: 'core-1' })).toEqual({
      name: 'It',
      teamId: 'core',
      category: 'roadmap',
      plannedMilliDays: 2500,
      actualMilliDays: 1750,
      found: true,
      isAmbiguous: false,
      outcome: 'delivered',
    })
  })

  it('on a project or initiative goes by title, and is delivered when nothing in it is left', () => {
    const expected = { actualMilliDays: 2000, found: true, outcome: 'delivered' }
    expect(committed({ kind: 'project', name: ' partner api ' })).toMatchObject(expected)
    expect(committed({ kind: 'initiative', name: 'Partners' })).toMatchObject(expected)
  })

  it('is found by a key that its ticket used to have', () => {
    const formerKeys = new Map([['OLD-7', [refOf('CORE-2')]]])
    expect(committed({ kind: 'ticket', name: 'OLD-7' }, { formerKeys })).toMatchObject({
      actualMilliDays: 1750,
      found: true,
      outcome: null,
    })
  })

  it('by a key that several tickets used to have is ambiguous, unless only one of them is still there', () => {
    const formerKeys = new Map([['OLD-7', [refOf('CORE-2'), refOf('CORE-6')]]])
    const target = { kind: 'ticket', name: 'old-7' } as const
    const ambiguous = { actualMilliDays: 0, found: false, isAmbiguous: true, outcome: null }
    expect(committed(target, { formerKeys })).toMatchObject(ambiguous)
    const tickets = input.tickets.map((each) =>
      each.key === 'CORE-6' ? { ...each, removal: 'deleted' as const } : each,
    )
    const one = { actualMilliDays: 1750, found: true, isAmbiguous: false }
    expect(committed(target, { formerKeys, tickets })).toMatchObject(one)
    const taken = [...input.tickets, aTicket('OLD-7')]
    expect(committed(target, { formerKeys, tickets: taken })).toMatchObject({
      found: true,
      isAmbiguous: false,
    })
  })

  it('is found in any Unicode form, with any blanks', () => {
    const containers = [
      { ...container, containerId: 'p1', kind: 'project' as const, title: 'Prüfung\u00a0neu' },
    ]
    for (const name of ['Prüfung neu', 'PRU\u0308FUNG  NEU', 'pr\u00fcfung\u202fneu']) {
      expect(committed({ kind: 'project', name }, { containers })).toMatchObject({
        found: true,
        actualMilliDays: 2000,
      })
    }
  })

  it('on a Jira project goes by its key or name, and counts what is in it', () => {
    const place = { projectId: '10', projectKey: 'CORE', projectName: 'Core platform' }
    const tickets = input.tickets.map((ticket) =>
      ticket.projectId === null ? { ...ticket, ...place } : ticket,
    )
    for (const name of ['core', 'Core Platform']) {
      expect(committed({ kind: 'project', name }, { tickets })).toMatchObject({
        found: true,
        isAmbiguous: false,
        actualMilliDays: 3350,
      })
    }
  })

  it('whose name two projects have is ambiguous, and nothing is summed', () => {
    const older = { ...container, containerId: 'p0', kind: 'project' as const, title: 'partner\u00a0api' }
    const containers = [...input.containers, older]
    const expected = { found: false, isAmbiguous: true, actualMilliDays: 0, outcome: null }
    expect(committed({ kind: 'project', name: 'Partner API' }, { containers })).toMatchObject(expected)
    const jira = { projectId: '10', projectKey: 'X', projectName: 'Partner API' }
    const tickets = [...input.tickets, aTicket('X-1', jira)]
    expect(committed({ kind: 'project', name: 'Partner API' }, { tickets })).toMatchObject(expected)
  })

  it('on a key that stands on two trackers is ambiguous, unless one of them lost it', () => {
    const elsewhere = aTicket('CORE-1', { connectionId: 'jira-2' })
    const both = { tickets: [...input.tickets, elsewhere] }
    const gone = { tickets: [...input.tickets, { ...elsewhere, removal: 'deleted' as const }] }
    const target = { kind: 'ticket', name: 'CORE-1' } as const
    expect(committed(target, both)).toMatchObject({ found: false, isAmbiguous: true, actualMilliDays: 0 })
    expect(committed(target, gone)).toMatchObject({ found: true, isAmbiguous: false, actualMilliDays: 1750 })
  })

  it('that names nothing is not found, and a project is no initiative', () => {
    const expected = { actualMilliDays: 0, found: false, outcome: null }
    expect(committed({ kind: 'ticket', name: 'CORE-99' })).toMatchObject(expected)
    expect(committed({ kind: 'initiative', name: 'Partner API' })).toMatchObject(expected)
  })
})

describe('a commitment’s outcome', () => {
  const epic = (changes: Partial<Ticket> = {}) =>
    aTicket('CORE-1', { hierarchyLevel: 1, statusId: 'doing', ...changes })
  const child = (number: number, changes: Partial<Ticket> = {}) =>
    aTicket(`CORE-1${number}`, { parentId: refOf('CORE-1').ticketId, ...changes })
  const inProject = (number: number, changes: Partial<Ticket> = {}) =>
    aTicket(`CORE-2${number}`, { projectId: 'p1', ...changes })
  const delivered = { statusId: 'done' }
  const wontDo = { statusId: 'done', resolutionName: 'Won’t do' }

  function outcomeOn(target: Commitment['target'], ...tickets: Ticket[]) {
    const changed = { ...input, tickets }
    const commitment: Commitment = { name: 'It', category: 'roadmap', plannedPersonDays: 60, target }
    const [figures] = measureCommitments([commitment], 'core', [], factLookup(changed))
    return figures?.outcome
  }
  const onEpic = (...tickets: Ticket[]) => outcomeOn({ kind: 'ticket', name: 'CORE-1' }, ...tickets)
  const onProject = (...tickets: Ticket[]) => outcomeOn({ kind: 'project', name: 'Partner API' }, ...tickets)

  it('is delivered where the epic itself was closed so, whatever lies below it', () => {
    expect(onEpic(epic(delivered))).toBe('delivered')
    expect(onEpic(epic(delivered), child(1), child(2, wontDo))).toBe('delivered')
    expect(onEpic(epic(), child(1, delivered), child(2, delivered))).toBe(null)
  })

  it('is dropped where the epic was closed as Won’t Do, canceled or deleted', () => {
    expect(onEpic(epic(wontDo), child(1, delivered))).toBe('dropped')
    expect(onEpic(epic({ statusId: 'canceled' }))).toBe('dropped')
    expect(onEpic(epic({ removal: 'deleted' }))).toBe('dropped')
  })

  it('is dropped where all that lies below an open epic was', () => {
    expect(onEpic(epic(), child(1, wontDo), child(2, { statusId: 'canceled' }))).toBe('dropped')
    expect(onEpic(epic(), child(1, wontDo), child(2))).toBe(null)
    expect(onEpic(epic(), child(1, wontDo), child(2, delivered))).toBe(null)
    expect(onEpic(epic(), child(1, { removal: 'deleted' }))).toBe(null)
  })

  it('of a project is delivered where all was that wasn’t dropped, and dropped where all was', () => {
    expect(onProject(inProject(1, delivered), inProject(2, wontDo))).toBe('delivered')
    expect(onProject(inProject(1, delivered), inProject(2))).toBe(null)
    expect(onProject(inProject(1, wontDo), inProject(2, { statusId: 'canceled' }))).toBe('dropped')
    expect(onProject(inProject(1, { removal: 'access_lost' }), inProject(2, delivered))).toBe('delivered')
    expect(onProject()).toBe(null)
  })

  it.each([
    [
      'completed before the as-of instant is delivered, whatever is open in it',
      { completedAt: 9 },
      'delivered',
    ],
    ['completed later was still open', { completedAt: 10 }, null],
    ['canceled before is dropped, whatever was done in it', { canceledAt: 9 }, 'dropped'],
    ['canceled later was still open', { canceledAt: 10 }, null],
  ] as const)('of a project that was %s', (_case, ended, outcome) => {
    const [project, initiative] = input.containers
    if (project === undefined || initiative === undefined) throw new Error('no containers')
    const containers = [
      { ...project, ...ended },
      { ...initiative, ...ended },
    ]
    const tickets = [inProject(1), inProject(2, delivered)]
    for (const [kind, name] of [
      ['project', 'Partner API'],
      ['initiative', 'Partners'],
    ] as const) {
      const target = { kind, name }
      const commitment: Commitment = { name: 'It', category: 'roadmap', plannedPersonDays: 60, target }
      const facts = factLookup({ ...input, asOfAt: 10, tickets, containers })
      expect(measureCommitments([commitment], 'core', [], facts)[0]?.outcome).toBe(outcome)
    }
  })

  it('is what it was at the as-of instant: an epic closed later was open', () => {
    const closedAt = input.asOfAt
    expect(onEpic(epic({ ...delivered, resolvedAt: closedAt - 1 }))).toBe('delivered')
    expect(onEpic(epic({ ...delivered, resolvedAt: closedAt }))).toBe(null)
  })

  it('is what it was for an epic that was moved later, with or without a date of resolution', () => {
    const { asOfAt } = input
    const moved = (then: string | null, changes: Partial<Ticket>) => {
      const tickets = [epic(changes)]
      const statusesThen = new Map([[ticketRefKey(refOf('CORE-1')), then]])
      const target = { kind: 'ticket', name: 'CORE-1' } as const
      const commitment: Commitment = { name: 'It', category: 'roadmap', plannedPersonDays: 60, target }
      return measureCommitments([commitment], 'core', [], factLookup({ ...input, tickets, statusesThen }))[0]
        ?.outcome
    }
    expect(moved('doing', { ...delivered, resolvedAt: null })).toBe(null)
    expect(moved(null, { ...delivered, resolvedAt: null })).toBe(null)
    expect(moved('canceled', { statusId: 'doing' })).toBe('dropped')
    expect(moved('done', { statusId: 'doing', resolvedAt: null })).toBe('delivered')
    // Closed, reopened, and closed again as Won't Do after the as-of instant.
    expect(moved('done', { ...wontDo, resolvedAt: asOfAt + 1 })).toBe('delivered')
    expect(moved('done', { ...wontDo, resolvedAt: asOfAt - 1 })).toBe('dropped')
  })

  it('counts what was there at the as-of instant: not what was made later, and what was deleted later', () => {
    const { asOfAt } = input
    expect(onEpic(epic({ removal: 'deleted', removedAt: asOfAt }))).toBe(null)
    expect(onEpic(epic({ removal: 'deleted', removedAt: asOfAt - 1 }))).toBe('dropped')
    expect(onProject(inProject(1, delivered), inProject(2, { createdAt: asOfAt }))).toBe('delivered')
    expect(onProject(inProject(1, delivered), inProject(2, { createdAt: asOfAt - 1 }))).toBe(null)
    expect(onProject(inProject(1, delivered), inProject(2, { removal: 'moved', removedAt: asOfAt }))).toBe(
      null,
    )
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
