import { describe, expect, it } from 'vitest'
import type { ReconcileInput } from '../../../../../domain/reconcile/dataset/input.ts'
import {
  countInterruptions,
  interruptionsOf,
} from '../../../../../domain/reconcile/figures/tickets/interruptions.ts'
import { factLookup } from '../../../../../domain/reconcile/figures/tickets/ticket-facts.ts'
import type { Ticket } from '../../../../../domain/ticket.ts'
import { aPerson, aPlan } from '../../../../builders/plan.ts'
import { aDecision, anEffort, anEffortRow, aReconcileInput } from '../../../../builders/reconcile-input.ts'
import { aTicket, at, refOf } from '../../../../builders/ticket.ts'

const plan = aPlan({
  teams: [...aPlan().teams, { teamId: 'other', name: 'Other', calendarId: 'berlin', focusShare: null }],
  people: [aPerson('Ada Example'), aPerson('Ben Example', { membership: { teamId: 'other' } })],
})

function an(kind: string, key: string, createdAt: string, changes: Partial<Ticket> = {}) {
  return {
    ticket: aTicket(key, { createdAt: at(createdAt), ...changes }),
    decision: aDecision(key, 'ktlo', kind),
  }
}

function found(items: readonly ReturnType<typeof an>[], changes: Partial<ReconcileInput> = {}) {
  const input = aReconcileInput({
    plan,
    tickets: items.map((item) => item.ticket),
    decisions: items.map((item) => item.decision),
    ...changes,
  })
  return { input, facts: factLookup(input), interruptions: interruptionsOf(input, factLookup(input)) }
}

const ofAda = { assigneeId: 'ada.example' }

describe('interruptions', () => {
  it('count what was deleted after the as-of instant, as it was then', () => {
    const asOfAt = at('2026-07-01T00:00')
    const deletedAt = (removedAt: number) =>
      found([an('incident', 'CORE-7', '2026-05-06T09:00', { ...ofAda, removal: 'deleted', removedAt })], {
        asOfAt,
      }).interruptions.length
    expect([deletedAt(asOfAt - 1), deletedAt(asOfAt)]).toEqual([0, 1])
  })

  it('are incidents and support of the quarter, incidents out of hours told apart', () => {
    const { facts, interruptions } = found([
      an('incident', 'CORE-1', '2026-05-06T02:00', ofAda),
      an('Incident', 'CORE-2', '2026-05-06T09:00', ofAda),
      an('support', 'CORE-3', '2026-05-09T09:00', ofAda),
      an('bug', 'CORE-4', '2026-05-06T09:00', ofAda),
      an('incident', 'CORE-5', '2026-03-31T21:59', ofAda),
      an('incident', 'CORE-6', '2026-03-31T22:01', ofAda),
      an('incident', 'CORE-7', '2026-05-06T09:00', { ...ofAda, removal: 'deleted' }),
    ])
    // CORE-6 was created on 1 April by Berlin's clock, at night.
    expect(interruptions.map((each) => each.ticketKey.split('id-')[1])).toEqual([
      'CORE-1',
      'CORE-2',
      'CORE-3',
      'CORE-6',
    ])
    expect(countInterruptions(interruptions, [], facts)).toEqual({
      tickets: 4,
      incidents: 3,
      incidentsOutOfHours: 2,
      milliDays: 0,
    })
  })

  it('take their sub-tasks in, with the days spent on them', () => {
    const rows = [anEffortRow('CORE-2', 700), anEffortRow('CORE-3', 500)]
    const { facts, interruptions } = found(
      [
        an('incident', 'CORE-1', '2026-05-06T09:00', ofAda),
        an('incident', 'CORE-2', '2026-05-06T10:00', { parentId: refOf('CORE-1').ticketId }),
        an('bug', 'CORE-3', '2026-05-06T10:00'),
      ],
      { effort: anEffort(rows) },
    )
    expect(countInterruptions(interruptions, rows, facts)).toMatchObject({ tickets: 1, milliDays: 700 })
  })

  it('belong to who spent most on them, else to the assignee’s team, else to who works where they live', () => {
    const inProject = { projectId: '10001' }
    const { interruptions } = found(
      [
        an('incident', 'CORE-1', '2026-05-06T09:00', { assigneeId: 'ada.example', projectId: '10002' }),
        an('incident', 'CORE-2', '2026-05-06T09:00', { assigneeId: 'ben.example', ...inProject }),
        an('incident', 'CORE-3', '2026-05-06T09:00', inProject),
        an('incident', 'CORE-4', '2026-05-06T09:00', { projectId: '10003' }),
        an('bug', 'CORE-5', '2026-05-06T09:00', inProject),
      ],
      {
        effort: anEffort([
          anEffortRow('CORE-1', 400),
          anEffortRow('CORE-1', 600, { teamId: 'other' }),
          anEffortRow('CORE-5', 900),
        ]),
      },
    )
    expect(interruptions.map((each) => [each.ticketKey.split('id-')[1], each.teamId])).toEqual([
      ['CORE-1', 'other'],
      ['CORE-2', 'other'],
      ['CORE-3', 'core'],
    ])
  })

  it('count from the quarter’s first day to its last by the team’s clock, up to the as-of instant', () => {
    const keys = (changes: Partial<ReconcileInput>) =>
      found(
        [
          an('incident', 'CORE-1', '2026-04-01T08:00', ofAda),
          an('incident', 'CORE-2', '2026-06-30T21:59', ofAda),
          an('incident', 'CORE-3', '2026-06-30T22:00', ofAda),
        ],
        changes,
      ).interruptions.map((each) => each.ticketKey.split('id-')[1])
    expect(keys({})).toEqual(['CORE-1', 'CORE-2'])
    expect(keys({ asOfAt: at('2026-06-30T21:59') })).toEqual(['CORE-1', 'CORE-2'])
    expect(keys({ asOfAt: at('2026-06-30T21:58') })).toEqual(['CORE-1'])
  })

  it('of a team that the plan no longer has are left out', () => {
    const { interruptions } = found([an('incident', 'CORE-1', '2026-05-06T09:00')], {
      effort: anEffort([anEffortRow('CORE-1', 400, { teamId: 'gone' })]),
    })
    expect(interruptions).toEqual([])
  })
})
