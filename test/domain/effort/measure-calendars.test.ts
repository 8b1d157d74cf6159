import { describe, expect, it } from 'vitest'
import { measureEffort } from '../../../domain/effort/measure.ts'
import { anEffortInput, doing, milliDaysOn, started } from '../../builders/effort-input.ts'
import { aCalendar, aPerson, aPlan, aTeamPlan } from '../../builders/plan.ts'
import { aTicket, at, worklogEvent } from '../../builders/ticket.ts'

const ada = 'ada.example'
const onlyAda = aPlan({ people: [aPerson('Ada Example')] })

describe('a day', () => {
  it('keeps absence, part time and on-call on lines of their own', () => {
    const half = aPerson('Ada Example', {
      membership: { fractionShare: 0.5 },
      absences: [{ from: '2026-05-05', to: '2026-05-06' }],
    })
    const quarters = [
      { quarter: '2026-Q2', planningStartsOn: null, teams: [aTeamPlan({ onCallShare: 0.1 })] },
    ]
    const result = measureEffort(
      anEffortInput({
        plan: aPlan({ people: [half], quarters }),
        tickets: [doing('CORE-1')],
        events: [started('CORE-1')],
      }),
    )
    // Five half days; one absent; of the other four a tenth on-call.
    expect(result.capacity).toEqual([
      {
        teamId: 'core',
        weekStart: '2026-05-04',
        workingMilliDays: 2500,
        absenceMilliDays: 500,
        onCallMilliDays: 200,
        attributedMilliDays: 1800,
        unattributedMilliDays: 0,
        unreadMilliDays: 0,
        daysOffLoggedMilliDays: 0,
      },
    ])
  })

  it('keeps what was logged on a weekend or a holiday on a line of its own', () => {
    const result = measureEffort(
      anEffortInput({
        plan: onlyAda,
        tickets: [doing('CORE-1')],
        events: [
          started('CORE-1'),
          worklogEvent('CORE-1', '2026-05-09T10:00', ada, 6),
          worklogEvent('CORE-1', '2026-05-10T10:00', ada, 2),
          worklogEvent('CORE-1', '2026-05-16T10:00', ada, 8),
        ],
      }),
    )
    expect(result.capacity).toMatchObject([
      { workingMilliDays: 5000, attributedMilliDays: 5000, daysOffLoggedMilliDays: 1000 },
    ])
  })

  it('counts what was logged on a weekend in days of the team of then, and rounds a week once', () => {
    const calendars = [aCalendar(), aCalendar({ calendarId: 'short', workdayEndMinute: 13 * 60 })]
    const other = { teamId: 'other', name: 'Other', calendarId: 'short', focusShare: null }
    const moving = aPerson('Ada Example', {
      memberships: [
        { teamId: 'core', from: '2026-05-04', to: '2026-05-07', fractionShare: 1 },
        { teamId: 'other', from: '2026-05-07', to: null, fractionShare: 1 },
      ],
    })
    const plan = aPlan({ calendars, teams: [...aPlan().teams, other], people: [moving] })
    const logs = ['09T10:00', '09T11:00', '10T10:00'].map((time) =>
      worklogEvent('CORE-1', `2026-05-${time}`, ada, 0.25),
    )
    const events = [started('CORE-1'), ...logs]
    const { capacity } = measureEffort(anEffortInput({ plan, tickets: [doing('CORE-1')], events }))
    // Three quarters of an hour of days of four hours: 62.5 thousandths each, 187.5 together.
    expect(capacity.map((row) => [row.teamId, row.daysOffLoggedMilliDays])).toEqual([
      ['core', 0],
      ['other', 188],
    ])
  })

  it('counts a log that carries a date alone for the team of that date, where the local day was still the one before', () => {
    const newYork = aCalendar({ calendarId: 'new-york', timeZone: 'America/New_York' })
    const team = (teamId: string) => ({ teamId, name: teamId, calendarId: 'new-york', focusShare: null })
    const moving = aPerson('Ada Example', {
      memberships: [
        { teamId: 'core', from: '2026-05-04', to: '2026-05-09', fractionShare: 1 },
        { teamId: 'other', from: '2026-05-09', to: null, fractionShare: 1 },
      ],
    })
    const plan = aPlan({ calendars: [newYork], teams: [team('core'), team('other')], people: [moving] })
    const saturday = worklogEvent('CORE-1', '2026-05-09T00:00', ada, 8)
    const { capacity } = measureEffort(
      anEffortInput({ plan, tickets: [aTicket('CORE-1')], events: [saturday] }),
    )
    expect(capacity.map((row) => [row.teamId, row.daysOffLoggedMilliDays])).toEqual([
      ['core', 0],
      ['other', 1000],
    ])
  })

  it('counts for the team of that day, and for none before the first', () => {
    const other = { teamId: 'other', name: 'Other', calendarId: 'berlin', focusShare: null }
    const moving = aPerson('Ada Example', {
      memberships: [
        { teamId: 'core', from: '2026-05-05', to: '2026-05-07', fractionShare: 1 },
        { teamId: 'other', from: '2026-05-07', to: null, fractionShare: 1 },
      ],
    })
    const plan = aPlan({ teams: [...aPlan().teams, other], people: [moving] })
    const result = measureEffort(
      anEffortInput({ plan, tickets: [doing('CORE-1')], events: [started('CORE-1')] }),
    )
    expect(result.rows.map((row) => [row.teamId, row.milliDays])).toEqual([
      ['core', 2000],
      ['other', 2000],
    ])
  })

  it('is by the clock of the first team that the plan knows, where it knows no other', () => {
    const plan = aPlan({
      people: [
        aPerson('Ada Example', {
          memberships: [
            { teamId: 'dissolved', from: '2025-01-01', to: '2026-05-04', fractionShare: 1 },
            { teamId: 'core', from: '2026-05-04', to: null, fractionShare: 1 },
          ],
        }),
      ],
    })
    // Midnight of Tuesday in Berlin is Monday in UTC.
    const events = [worklogEvent('CORE-1', '2026-05-04T22:30', ada, 8)]
    const result = measureEffort(anEffortInput({ plan, tickets: [aTicket('CORE-1')], events }))
    expect(milliDaysOn(result, 'CORE-1')).toBe(1000)
    expect(result.capacity).toMatchObject([{ workingMilliDays: 5000 }])
  })

  it('begins and ends by the clock of the team of that day, also after a move across the world', () => {
    const plan = aPlan({
      calendars: [
        aCalendar({ calendarId: 'auckland', timeZone: 'Pacific/Auckland' }),
        aCalendar({ calendarId: 'los-angeles', timeZone: 'America/Los_Angeles' }),
      ],
      teams: [
        { teamId: 'core', name: 'Core', calendarId: 'auckland', focusShare: null },
        { teamId: 'web', name: 'Web', calendarId: 'los-angeles', focusShare: null },
      ],
      people: [
        aPerson('Ada Example', {
          memberships: [
            { teamId: 'core', from: '2025-01-01', to: '2026-05-01', fractionShare: 1 },
            { teamId: 'web', from: '2026-05-01', to: null, fractionShare: 1 },
          ],
        }),
      ],
    })
    const fridayAfternoon = worklogEvent('CORE-1', '2026-05-08T15:00-07:00', ada, 8)
    const result = measureEffort(
      anEffortInput({ plan, tickets: [aTicket('CORE-1')], events: [fridayAfternoon] }),
    )
    expect(milliDaysOn(result, 'CORE-1')).toBe(1000)
  })

  it('is not counted before its working hours began by the as-of instant', () => {
    const tickets = [doing('CORE-1')]
    const events = [started('CORE-1')]
    const until = (asOf: string) =>
      milliDaysOn(
        measureEffort(anEffortInput({ plan: onlyAda, asOfAt: at(asOf), tickets, events })),
        'CORE-1',
      )
    expect(until('2026-05-06T06:59')).toBe(2000)
    expect(until('2026-05-06T07:00')).toBe(2000)
    expect(until('2026-05-06T07:01')).toBe(3000)
    expect(until('2026-05-06T12:00')).toBe(3000)
  })
})
