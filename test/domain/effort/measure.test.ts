import { describe, expect, it } from 'vitest'
import type { EffortInput } from '../../../domain/effort/effort.ts'
import { measureEffort } from '../../../domain/effort/measure.ts'
import { anEffortInput, doing, milliDaysOn } from '../../builders/effort-input.ts'
import { aPerson, aPlan } from '../../builders/plan.ts'
import {
  assigneeEvent,
  aTicket,
  at,
  commentEvent,
  refOf,
  statusEvent,
  worklogEvent,
} from '../../builders/ticket.ts'

const ada = 'ada.example'
const ben = 'ben.example'
const onlyAda = aPlan({ people: [aPerson('Ada Example')] })

/** In progress and Ada's since Monday 09:00 in Berlin, moved by her. */
function started(key: string, actorId: string | null = ada, when = '2026-05-04T07:00') {
  return statusEvent(key, when, 'todo', 'doing', actorId)
}

function oneDay(changes: Partial<EffortInput>) {
  return measureEffort(
    anEffortInput({ plan: onlyAda, period: { from: '2026-05-04', to: '2026-05-05' }, ...changes }),
  )
}

describe('a day', () => {
  it('goes whole to the only ticket in progress', () => {
    const result = oneDay({ tickets: [doing('CORE-1')], events: [started('CORE-1')] })
    expect(result.rows).toEqual([
      { teamId: 'core', weekStart: '2026-05-04', ticket: refOf('CORE-1'), milliDays: 1000 },
    ])
    expect(result.capacity[0]).toMatchObject({ attributedMilliDays: 1000, unattributedMilliDays: 0 })
  })

  it('is unattributed where no ticket was in progress, and never spread', () => {
    const result = measureEffort(
      anEffortInput({
        plan: onlyAda,
        tickets: [aTicket('CORE-1', { statusId: 'done', assigneeId: ada })],
        events: [started('CORE-1'), statusEvent('CORE-1', '2026-05-05T15:00', 'doing', 'done', ada)],
      }),
    )
    // Monday and Tuesday on the ticket, Wednesday to Friday on none.
    expect(result.capacity).toEqual([
      {
        teamId: 'core',
        weekStart: '2026-05-04',
        workingMilliDays: 5000,
        absenceMilliDays: 0,
        onCallMilliDays: 0,
        attributedMilliDays: 2000,
        unattributedMilliDays: 3000,
        unreadMilliDays: 0,
        daysOffLoggedMilliDays: 0,
      },
    ])
  })

  it('is divided by the time in progress, waiting at three tenths', () => {
    const result = oneDay({
      tickets: [doing('CORE-1'), aTicket('CORE-2', { statusId: 'review', assigneeId: ada })],
      events: [started('CORE-1'), statusEvent('CORE-2', '2026-05-04T07:00', 'todo', 'review', ada)],
    })
    // Weights 1 and 0.3: 1000/1.3 = 769.2, 300/1.3 = 230.8.
    expect(milliDaysOn(result, 'CORE-1')).toBe(769)
    expect(milliDaysOn(result, 'CORE-2')).toBe(231)
  })

  it('gives less to what its holder last touched four working days ago', () => {
    const result = measureEffort(
      anEffortInput({
        plan: onlyAda,
        period: { from: '2026-05-08', to: '2026-05-09' },
        tickets: [doing('CORE-1'), doing('CORE-2')],
        events: [started('CORE-1'), started('CORE-2', ada, '2026-05-08T07:00')],
      }),
    )
    // Monday to Friday: 0.05 + 0.95/4 = 0.2875 against 1: 223.3 and 776.7.
    expect(milliDaysOn(result, 'CORE-1')).toBe(223)
    expect(milliDaysOn(result, 'CORE-2')).toBe(777)
  })

  it('measures that distance in the working days of the person, absences taken out', () => {
    const away = aPerson('Ada Example', { absences: [{ from: '2026-05-05', to: '2026-05-08' }] })
    const result = measureEffort(
      anEffortInput({
        plan: aPlan({ people: [away] }),
        period: { from: '2026-05-08', to: '2026-05-09' },
        tickets: [doing('CORE-1'), doing('CORE-2')],
        events: [started('CORE-1'), started('CORE-2', ada, '2026-05-08T07:00')],
      }),
    )
    // One working day apart: 0.05 + 0.95 × 2^(−1/2) = 0.72175; 0.72175/1.72175 = 419.2.
    expect(milliDaysOn(result, 'CORE-1')).toBe(419)
  })

  it('does not take an act long after the period for one just after it', () => {
    const commentedLater = commentEvent('CORE-1', '2026-11-20T09:00', ada)
    const result = oneDay({
      plan: aPlan(),
      asOfAt: at('2026-12-01T00:00'),
      tickets: [doing('CORE-1'), doing('CORE-2')],
      events: [started('CORE-1', ben), commentedLater, started('CORE-2')],
    })
    // As untouched: 0.05 against 1.
    expect(milliDaysOn(result, 'CORE-1')).toBe(48)
  })

  it('lets go of a ticket on which nothing happened for more than thirty days', () => {
    const events = [started('CORE-1')]
    const on = (from: string, to: string) =>
      measureEffort(
        anEffortInput({ plan: onlyAda, period: { from, to }, tickets: [doing('CORE-1')], events }),
      )
    expect(milliDaysOn(on('2026-06-03', '2026-06-04'), 'CORE-1')).toBe(1000)
    expect(milliDaysOn(on('2026-06-04', '2026-06-05'), 'CORE-1')).toBe(0)
    // Whatever anyone does on it keeps it, but a machine doesn't.
    const later = (isMachineAccount: () => boolean) =>
      measureEffort(
        anEffortInput({
          plan: onlyAda,
          period: { from: '2026-06-04', to: '2026-06-05' },
          tickets: [doing('CORE-1')],
          events: [...events, commentEvent('CORE-1', '2026-06-01T09:00', 'stranger')],
          isMachineAccount,
        }),
      )
    expect(
      milliDaysOn(
        later(() => false),
        'CORE-1',
      ),
    ).toBe(1000)
    expect(
      milliDaysOn(
        later(() => true),
        'CORE-1',
      ),
    ).toBe(0)
  })

  it('counts a ticket that others moved for thirty days, at a twentieth beside what the holder touched', () => {
    const tickets = [doing('CORE-1'), doing('CORE-2')]
    const plan = aPlan()
    const alone = oneDay({ plan, tickets: [doing('CORE-1')], events: [started('CORE-1', ben)] })
    expect(milliDaysOn(alone, 'CORE-1')).toBe(1000)
    const beside = oneDay({ plan, tickets, events: [started('CORE-1', ben), started('CORE-2')] })
    // 0.05 against 1: 47.6 and 952.4.
    expect(milliDaysOn(beside, 'CORE-1')).toBe(48)
    const later = { from: '2026-06-04', to: '2026-06-05' }
    const events = [started('CORE-1', ben)]
    expect(milliDaysOn(oneDay({ plan, period: later, tickets, events }), 'CORE-1')).toBe(0)
  })

  it('takes a move of nobody, or by an account that matches nobody, for the act of the assignee', () => {
    const by = (actorId: string | null, isMachineAccount = () => false) =>
      oneDay({
        tickets: [doing('CORE-1'), doing('CORE-2')],
        events: [started('CORE-1', actorId), started('CORE-2')],
        isMachineAccount,
      })
    expect(milliDaysOn(by(null), 'CORE-1')).toBe(500)
    expect(milliDaysOn(by('stranger'), 'CORE-1')).toBe(500)
    // A machine's is nobody's: 0.05 against what Ada touched; and of nobody's act on either, half.
    const byMachine = oneDay({
      tickets: [doing('CORE-1'), doing('CORE-2')],
      events: [started('CORE-1', 'robot'), started('CORE-2')],
      isMachineAccount: (_connectionId, accountId) => accountId === 'robot',
    })
    expect(milliDaysOn(byMachine, 'CORE-1')).toBe(48)
  })

  it('gives half the weight to time without an assignee', () => {
    const result = oneDay({
      tickets: [doing('CORE-1', null), doing('CORE-2')],
      events: [started('CORE-1'), started('CORE-2')],
    })
    // 0.5 against 1.
    expect(milliDaysOn(result, 'CORE-1')).toBe(333)
    expect(milliDaysOn(result, 'CORE-2')).toBe(667)
  })

  it('gives nothing to epics', () => {
    const epic = { ...doing('CORE-1'), hierarchyLevel: 1 }
    expect(oneDay({ tickets: [epic], events: [started('CORE-1')] }).rows).toEqual([])
  })

  it('gives nothing to a parent while something below it is in progress, and all of it before and after', () => {
    const parentId = refOf('CORE-1').ticketId
    const tickets = [
      doing('CORE-1'),
      aTicket('CORE-2', { statusId: 'done', assigneeId: ben, parentId }),
      aTicket('CORE-3', { parentId: refOf('CORE-2').ticketId }),
    ]
    const result = measureEffort(
      anEffortInput({
        tickets,
        events: [
          started('CORE-1'),
          started('CORE-2', ben, '2026-05-06T07:00'),
          statusEvent('CORE-2', '2026-05-07T15:00', 'doing', 'done', ben),
        ],
      }),
    )
    // Ada's Monday, Tuesday and Friday; Ben's Wednesday and Thursday.
    expect(milliDaysOn(result, 'CORE-1')).toBe(3000)
    expect(milliDaysOn(result, 'CORE-2')).toBe(2000)
  })

  it('does not hold a parent’s days back for a child that somebody forgot in progress', () => {
    const parentId = refOf('CORE-1').ticketId
    const measured = measureEffort(
      anEffortInput({
        plan: onlyAda,
        period: { from: '2026-06-01', to: '2026-06-06' },
        tickets: [doing('CORE-1'), { ...doing('CORE-2', ben), parentId }],
        events: [
          started('CORE-1'),
          started('CORE-2', ben, '2026-05-04T00:00'),
          commentEvent('CORE-1', '2026-06-01T09:00', ada),
        ],
      }),
    )
    // CORE-2's thirty days end with 2 June.
    expect(milliDaysOn(measured, 'CORE-1')).toBe(3000)
  })

  it('gives a logged hour to the ticket that it stands on, a parent or an epic too', () => {
    const epic = { ...aTicket('CORE-1'), hierarchyLevel: 1 }
    const child = { ...doing('CORE-2', ben), parentId: refOf('CORE-1').ticketId }
    const result = oneDay({
      tickets: [epic, child],
      events: [started('CORE-2', ben), worklogEvent('CORE-1', '2026-05-04T10:00', ada, 1)],
    })
    expect(milliDaysOn(result, 'CORE-1')).toBe(1000)
  })

  it('counts a comment on any ticket of the own team', () => {
    const plan = aPlan()
    const result = oneDay({
      plan,
      tickets: [doing('CORE-1'), doing('CORE-2', ben)],
      events: [started('CORE-1'), started('CORE-2', ben), commentEvent('CORE-2', '2026-05-04T10:00', ada)],
    })
    // Ada: 8 × 0.05, with no later act on it, against 1: 286 and 714; Ben: 1000 on CORE-2.
    expect(milliDaysOn(result, 'CORE-1')).toBe(286)
    expect(milliDaysOn(result, 'CORE-2')).toBe(1714)
    const planned = aTicket('CORE-3', { assigneeId: ben })
    const onPlanned = oneDay({
      plan,
      tickets: [planned],
      events: [commentEvent('CORE-3', '2026-05-04T10:00', ada)],
    })
    expect(milliDaysOn(onPlanned, 'CORE-3')).toBe(1000)
  })

  it('gives nothing for a comment on another team’s ticket', () => {
    const other = { teamId: 'other', name: 'Other', calendarId: 'berlin', focusShare: null }
    const plan = aPlan({
      teams: [...aPlan().teams, other],
      people: [aPerson('Ada Example'), aPerson('Ben Example', { membership: { teamId: 'other' } })],
    })
    const events = [started('CORE-2', ben), commentEvent('CORE-2', '2026-05-04T10:00', ada)]
    const result = oneDay({ plan, tickets: [doing('CORE-2', ben)], events })
    expect(milliDaysOn(result, 'CORE-2')).toBe(1000)
  })

  it('follows what was logged, in progress or not', () => {
    const result = oneDay({
      tickets: [doing('CORE-1'), aTicket('CORE-2')],
      events: [
        started('CORE-1'),
        commentEvent('CORE-1', '2026-05-06T12:00', ada),
        worklogEvent('CORE-2', '2026-05-04T12:00', ada, 4),
      ],
    })
    // CORE-1: 0.05 + 0.95/2 with two days to the next act; CORE-2: half a day: 512.2 and 487.8.
    expect(milliDaysOn(result, 'CORE-1')).toBe(512)
    expect(milliDaysOn(result, 'CORE-2')).toBe(488)
  })

  it('keeps the past effort of a ticket that is broken down after the period or the as-of instant', () => {
    const input = { plan: onlyAda, events: [started('CORE-1')] }
    const before = measureEffort(anEffortInput({ ...input, tickets: [doing('CORE-1')] }))
    const childOf = (createdAt: string) =>
      aTicket('CORE-2', { parentId: refOf('CORE-1').ticketId, createdAt: at(createdAt) })
    const later = [doing('CORE-1'), childOf('2026-06-20T08:00')]
    expect(measureEffort(anEffortInput({ ...input, tickets: later }))).toEqual(before)
    const asOfAt = at('2026-05-06T20:00')
    const inMidWeek = [doing('CORE-1'), childOf('2026-05-07T08:00')]
    expect(
      milliDaysOn(measureEffort(anEffortInput({ ...input, asOfAt, tickets: inMidWeek })), 'CORE-1'),
    ).toBe(3000)
  })

  it('keeps the past effort of a deleted ticket as it was', () => {
    const input = { plan: onlyAda, events: [started('CORE-1')] }
    const before = measureEffort(anEffortInput({ ...input, tickets: [doing('CORE-1')] }))
    const deleted = { ...doing('CORE-1'), removal: 'deleted' as const }
    expect(measureEffort(anEffortInput({ ...input, tickets: [deleted] }))).toEqual(before)
    expect(milliDaysOn(before, 'CORE-1')).toBe(5000)
  })
})

describe('beside the effort', () => {
  it('the second opinions each count in their own unit', () => {
    const result = measureEffort(
      anEffortInput({
        plan: onlyAda,
        tickets: [
          aTicket('CORE-1', { statusId: 'done', assigneeId: ada, estimatePoints: 3 }),
          doing('CORE-2'),
          aTicket('CORE-3', { statusId: 'done', assigneeId: ada }),
        ],
        events: [
          started('CORE-1'),
          started('CORE-2'),
          statusEvent('CORE-1', '2026-05-05T15:00', 'doing', 'done', ada),
          statusEvent('CORE-3', '2026-05-06T09:00', 'todo', 'done', ada),
          worklogEvent('CORE-2', '2026-05-06T12:00', ada, 2),
        ],
      }),
    )
    const amounts = result.secondOpinions.map((row) => [row.measure, row.ticket.ticketId, row.amount])
    expect(amounts).toEqual([
      ['tickets_closed', 'id-CORE-1', 1],
      ['tickets_closed', 'id-CORE-3', 1],
      ['points_closed', 'id-CORE-1', 3],
      // Two days shared, then three alone.
      ['equal_split', 'id-CORE-1', 1],
      ['equal_split', 'id-CORE-2', 4],
      ['time_in_progress', 'id-CORE-1', 2],
      ['time_in_progress', 'id-CORE-2', 5],
      ['worklogs', 'id-CORE-2', 0.25],
    ])
    expect(result.closed).toEqual([{ teamId: 'core', tickets: 2, neverInProgress: 1 }])
  })

  it('accounts that match nobody are counted once each', () => {
    const result = measureEffort(
      anEffortInput({
        tickets: [doing('CORE-1', 'stranger'), doing('CORE-2')],
        events: [
          started('CORE-1', 'stranger'),
          started('CORE-2', 'another'),
          assigneeEvent('CORE-2', '2026-05-05T09:00', ada, ada, 'third'),
        ],
      }),
    )
    expect(result.unmatchedAccounts).toBe(2)
  })
})
