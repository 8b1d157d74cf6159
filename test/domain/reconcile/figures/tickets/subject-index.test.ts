import { describe, expect, it } from 'vitest'
import { Ancestry, type RuleSubject } from '../../../../../domain/classify/ancestors.ts'
import { subjectIndex } from '../../../../../domain/reconcile/figures/tickets/subject-index.ts'
import type { Ticket } from '../../../../../domain/ticket.ts'
import { aTicket, connectionId, refOf } from '../../../../builders/ticket.ts'

const tickets = [
  aTicket('CORE-1', { hierarchyLevel: 1, projectId: 'p1' }),
  aTicket('CORE-2', { parentId: refOf('CORE-1').ticketId }),
  aTicket('CORE-3', { parentId: refOf('CORE-2').ticketId }),
  aTicket('CORE-4'),
]
const container = {
  connectionId,
  url: 'https://tracker.example/project/1',
  labels: [],
  parentIds: [],
  completedAt: null,
  canceledAt: null,
}
const containers = [{ ...container, containerId: 'p1', kind: 'project' as const, title: 'Müller\u00a0API' }]

class CountingAncestry extends Ancestry {
  walks = 0

  override above(ticket: Ticket): RuleSubject[] {
    this.walks += 1
    return super.above(ticket)
  }
}

const keysOf = (found: readonly Ticket[]) => found.map(({ key }) => key)

it('A ticket holds itself and all below it, a project everything in it', () => {
  const index = subjectIndex(tickets, containers, new Ancestry(tickets, containers))
  const [epic] = index.named({ kind: 'ticket', name: 'core-1 ' })
  const [project] = index.named({ kind: 'project', name: 'mu\u0308ller api' })
  expect(epic && keysOf(index.within(epic))).toEqual(['CORE-1', 'CORE-2', 'CORE-3'])
  expect(project && keysOf(index.within(project))).toEqual(['CORE-1', 'CORE-2', 'CORE-3'])
  expect(index.named({ kind: 'initiative', name: 'Müller API' })).toEqual([])
})

it('The ancestors of a ticket are walked once, however many commitments ask', () => {
  const ancestry = new CountingAncestry(tickets, containers)
  const index = subjectIndex(tickets, containers, ancestry)
  for (let commitment = 0; commitment < 50; commitment += 1) {
    for (const target of index.named({ kind: 'project', name: 'Müller API' })) index.within(target)
  }
  expect(ancestry.walks).toBe(tickets.length)
})

describe('a ticket that was read as context', () => {
  const epic = aTicket('OUT-1', { isContext: true, projectId: '9', projectKey: 'OUT', projectName: 'Out' })
  const below = aTicket('CORE-5', { parentId: epic.ticketId })
  const indexOf = (...all: Ticket[]) => subjectIndex(all, [], new Ancestry(all, []))

  it('is found by its key with what lies below it, and is part of nothing itself', () => {
    const index = indexOf(epic, below)
    const [target] = index.named({ kind: 'ticket', name: 'OUT-1' })
    expect(target && keysOf(index.within(target))).toEqual(['CORE-5'])
    expect(index.named({ kind: 'project', name: 'Out' })).toEqual([])
  })

  it('and on another connection for itself is one and the same, with what lies below both', () => {
    const itself = { ...epic, connectionId: 'jira-2', isContext: false }
    const other = aTicket('CORE-6', { connectionId: 'jira-2', parentId: epic.ticketId })
    const index = indexOf(epic, below, itself, other)
    const target = { kind: 'ticket', name: 'OUT-1' } as const
    expect(index.isAmbiguous(target)).toBe(false)
    expect(index.named(target).flatMap((each) => keysOf(index.within(each)))).toEqual([
      ...['CORE-5', 'OUT-1', 'CORE-6'],
    ])
  })

  it.each([
    ['another tracker', { url: 'https://elsewhere.example/browse/OUT-1', isContext: true }],
    ['two connections for themselves', { isContext: false }],
  ])('is ambiguous beside one of the same key of %s', (_, changes) => {
    const first = { ...epic, isContext: changes.isContext }
    const second = { ...epic, connectionId: 'jira-2', ...changes }
    const index = indexOf(first, second)
    expect(index.isAmbiguous({ kind: 'ticket', name: 'OUT-1' })).toBe(true)
    expect(index.named({ kind: 'ticket', name: 'OUT-1' })).toEqual([])
  })
})
