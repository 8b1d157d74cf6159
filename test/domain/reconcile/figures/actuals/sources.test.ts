import { expect, it } from 'vitest'
import type { EffortRow } from '../../../../../domain/effort/effort.ts'
import { sourcesOf } from '../../../../../domain/reconcile/figures/actuals/sources.ts'
import { factLookup } from '../../../../../domain/reconcile/figures/tickets/ticket-facts.ts'
import type { Ticket } from '../../../../../domain/ticket.ts'
import { aDecision, anEffortRow, aReconcileInput } from '../../../../builders/reconcile-input.ts'
import { aTicket, refOf } from '../../../../builders/ticket.ts'

function labelsOf(tickets: readonly Ticket[], rows: readonly EffortRow[]) {
  const decisions = tickets.map(({ key }) => aDecision(key, 'ktlo'))
  const sources = sourcesOf(rows, factLookup(aReconcileInput({ tickets, decisions })))
  return sources.map(({ label, tickets: members }) => [label, members.map(({ key }) => key)])
}

const under = (key: string) => ({ parentId: refOf(key).ticketId })

it('work belongs to the nearest epic above it, not to what lies above that', () => {
  const tickets = [
    aTicket('CORE-1', { hierarchyLevel: 2, title: 'Theme' }),
    aTicket('CORE-2', { hierarchyLevel: 1, title: 'Epic', ...under('CORE-1') }),
    aTicket('CORE-3', under('CORE-2')),
    aTicket('CORE-4', { hierarchyLevel: -1, ...under('CORE-3') }),
  ]
  expect(labelsOf(tickets, [anEffortRow('CORE-4', 100)])).toEqual([['Epic', ['CORE-4']]])
})

it('work without an epic belongs to its topmost parent', () => {
  const tickets = [
    aTicket('CORE-1', { title: 'Top' }),
    aTicket('CORE-2', under('CORE-1')),
    aTicket('CORE-3', under('CORE-2')),
  ]
  expect(labelsOf(tickets, [anEffortRow('CORE-3', 100)])).toEqual([['Top', ['CORE-3']]])
})

it('a ticket of several labels goes by the one with the most days, among equals by the first', () => {
  const tickets = [
    aTicket('CORE-1', { labels: ['alpha', 'slow'] }),
    aTicket('CORE-2', { labels: ['alpha'] }),
    aTicket('CORE-3', { labels: ['slow'] }),
  ]
  const spent = (second: number, third: number) => [
    anEffortRow('CORE-1', 100),
    anEffortRow('CORE-2', second),
    anEffortRow('CORE-3', third),
  ]
  const bySlow = [
    ['slow', ['CORE-3', 'CORE-1']],
    ['alpha', ['CORE-2']],
  ]
  expect(labelsOf(tickets, spent(200, 201))).toEqual(bySlow)
  const byAlpha = [
    ['alpha', ['CORE-2', 'CORE-1']],
    ['slow', ['CORE-3']],
  ]
  expect(labelsOf(tickets, spent(201, 200))).toEqual(byAlpha)
  expect(labelsOf(tickets, spent(200, 200))).toEqual(byAlpha)
  const turned = [aTicket('CORE-1', { labels: ['slow', 'alpha'] }), ...tickets.slice(1)]
  expect(labelsOf(turned, spent(200, 200))).toEqual(byAlpha)
})

it('a label is a source from two tickets on, the smallest of which counts', () => {
  const one = [aTicket('CORE-1', { labels: ['slow'] }), aTicket('CORE-2', { labels: ['other'] })]
  const rows = [anEffortRow('CORE-1', 5), anEffortRow('CORE-2', 1)]
  expect(labelsOf(one, rows).map(([label]) => label)).toEqual(['Title of CORE-1', 'Title of CORE-2'])
  const two = one.map((ticket) => ({ ...ticket, labels: ['slow'] }))
  expect(labelsOf(two, rows)).toEqual([['slow', ['CORE-1', 'CORE-2']]])
})

it('tickets of a source, and sources, of the same days stand in the order of ids and labels', () => {
  const tickets = ['CORE-3', 'CORE-1', 'CORE-2'].map((key) => aTicket(key, { labels: ['slow'] }))
  const rows = tickets.map(({ key }) => anEffortRow(key, 100))
  expect(labelsOf(tickets, rows)).toEqual([['slow', ['CORE-1', 'CORE-2', 'CORE-3']]])
  const alone = tickets.map((ticket) => ({ ...ticket, labels: [] }))
  expect(labelsOf(alone, rows).map(([label]) => label)).toEqual([
    'Title of CORE-1',
    'Title of CORE-2',
    'Title of CORE-3',
  ])
})

it('tickets that are no longer known are left out', () => {
  expect(labelsOf([], [anEffortRow('CORE-1', 100)])).toEqual([])
})
