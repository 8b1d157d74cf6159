import { expect, it } from 'vitest'
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
