import { expect, it } from 'vitest'
import type { EffortRow } from '../../../../../domain/effort/effort.ts'
import { homeTeamsOf } from '../../../../../domain/reconcile/figures/tickets/home-teams.ts'
import { factLookup } from '../../../../../domain/reconcile/figures/tickets/ticket-facts.ts'
import { aPerson, aPlan } from '../../../../builders/plan.ts'
import { anEffort, anEffortRow, aReconcileInput } from '../../../../builders/reconcile-input.ts'
import { aTicket, at } from '../../../../builders/ticket.ts'

const plan = aPlan({
  people: [
    aPerson('Ada Example', {
      memberships: [
        { teamId: 'apps', from: '2025-01-01', to: '2026-05-01', fractionShare: 1 },
        { teamId: 'core', from: '2026-05-01', to: null, fractionShare: 1 },
      ],
    }),
  ],
})

function homeOf(ticket: ReturnType<typeof aTicket>, rows: readonly EffortRow[] = []) {
  const others = [
    aTicket('CORE-8', { projectId: 'p1' }),
    aTicket('CORE-9', { projectId: 'p1', teamId: 't1' }),
  ]
  const input = aReconcileInput({ plan, tickets: [ticket, ...others], effort: anEffort(rows) })
  return homeTeamsOf(input, factLookup(input))(ticket)
}

it('a ticket is at home where the most days went, and among equals with the first id', () => {
  const spent = (teamId: string, milliDays: number) => anEffortRow('CORE-1', milliDays, { teamId })
  const ticket = aTicket('CORE-1')
  const twice = [spent('core', 300), spent('apps', 500), spent('core', 300)]
  expect(homeOf(ticket, twice)).toBe('core')
  const less = [spent('core', 300), spent('apps', 601), spent('core', 300)]
  expect(homeOf(ticket, less)).toBe('apps')
  for (const equals of [
    [spent('apps', 500), spent('core', 500)],
    [spent('core', 500), spent('apps', 500)],
  ]) {
    expect(homeOf(ticket, equals)).toBe('apps')
  }
})

it('a ticket without effort is at home in the team that its assignee was in when it was created', () => {
  const assigned = (createdAt: string) =>
    aTicket('CORE-1', { assigneeId: 'ada.example', createdAt: at(createdAt) })
  expect(homeOf(assigned('2026-04-30T23:59'))).toBe('apps')
  expect(homeOf(assigned('2026-05-01T00:00'))).toBe('core')
  expect(homeOf(assigned('2024-12-31T12:00'))).toBeNull()
  expect(homeOf(aTicket('CORE-1', { assigneeId: 'someone.else' }))).toBeNull()
})

it('a ticket without either lives with its tracker team, else with its project', () => {
  const rows = [
    anEffortRow('CORE-8', 500, { teamId: 'apps' }),
    anEffortRow('CORE-9', 100, { teamId: 'core' }),
  ]
  expect(homeOf(aTicket('CORE-1', { projectId: 'p1' }), rows)).toBe('apps')
  expect(homeOf(aTicket('CORE-1', { projectId: 'p1', teamId: 't1' }), rows)).toBe('core')
  expect(homeOf(aTicket('CORE-1', { projectId: 'p2', teamId: 't1' }), rows)).toBe('core')
  expect(homeOf(aTicket('CORE-1', { projectId: 'p2' }), rows)).toBeNull()
  const teamsAbove = ['t1', 'CORE', 'Core']
  expect(homeOf(aTicket('CORE-1', { teamId: 't2', teamsAbove }), rows)).toBe('core')
  expect(homeOf(aTicket('CORE-1', { teamId: 't2', teamsAbove: ['t3', 'T', 'T'] }), rows)).toBeNull()
})
