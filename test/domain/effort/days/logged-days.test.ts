import { describe, expect, it } from 'vitest'
import { capacityLookup } from '../../../../domain/effort/days/capacity-lookup.ts'
import { placeLogs } from '../../../../domain/effort/days/logged-days.ts'
import { personDaysOf } from '../../../../domain/effort/days/person-days.ts'
import { aCalendar, aPerson, aPlan } from '../../../builders/plan.ts'
import { at } from '../../../builders/ticket.ts'

const asOfAt = at('2026-07-01T00:00')
const period = { from: '2026-04-27', to: '2026-05-25' }

/** Hours by working date, and those on days off, of logs of (instant, hours, ticket). */
function placed(
  logs: readonly (readonly [string, number, number?])[],
  { timeZone = 'Europe/Berlin', absences = [] as { from: string; to: string }[], fractionShare = 1 } = {},
) {
  const plan = aPlan({
    calendars: [aCalendar({ timeZone })],
    people: [aPerson('Ada Example', { absences, membership: { fractionShare } })],
  })
  const person = plan.people[0]
  if (person === undefined) throw new Error('the plan has a person')
  const days = personDaysOf(person, capacityLookup(plan, period, asOfAt))
  const { onDays, offDays } = placeLogs(
    logs.map(([when, hours, ticket = 0]) => ({ ticket, loggedAt: at(when), loggedSeconds: hours * 3600 })),
    days,
  )
  return {
    on: Object.fromEntries(
      [...onDays].map(([date, tickets]) => [
        date,
        Object.fromEntries([...tickets].map(([ticket, seconds]) => [ticket, seconds / 3600])),
      ]),
    ),
    offHours: offDays.reduce((sum, { loggedSeconds }) => sum + loggedSeconds / 3600, 0),
  }
}

describe('a log belongs to the day', () => {
  it('that its author’s clock showed', () => {
    expect(placed([['2026-05-04T22:30', 2]]).on).toEqual({ '2026-05-05': { 0: 2 } })
    const losAngeles = { timeZone: 'America/Los_Angeles' }
    expect(placed([['2026-05-05T02:30', 2]], losAngeles).on).toEqual({ '2026-05-04': { 0: 2 } })
  })

  it('that was meant, where logs carry a date and no time: midnight UTC', () => {
    const losAngeles = { timeZone: 'America/Los_Angeles' }
    const dates = [
      ['2026-05-05T00:00', 2],
      ['2026-05-06T00:00', 2],
    ] as const
    expect(Object.keys(placed(dates, losAngeles).on)).toEqual(['2026-05-05', '2026-05-06'])
    const auckland = { timeZone: 'Pacific/Auckland' }
    expect(Object.keys(placed(dates, auckland).on)).toEqual(['2026-05-05', '2026-05-06'])
  })

  it('of the clock, where only few logs of many stand at midnight UTC', () => {
    const losAngeles = { timeZone: 'America/Los_Angeles' }
    const half = placed(
      [
        ['2026-05-05T00:00', 2],
        ['2026-05-06T18:00', 2],
      ],
      losAngeles,
    )
    expect(Object.keys(half.on)).toEqual(['2026-05-05', '2026-05-06'])
    const fewer = placed(
      [
        ['2026-05-05T00:00', 2],
        ['2026-05-06T18:00', 2],
        ['2026-05-07T18:00', 2],
      ],
      losAngeles,
    )
    expect(Object.keys(fewer.on)).toEqual(['2026-05-04', '2026-05-06', '2026-05-07'])
  })

  it('and adds up by ticket', () => {
    const logs = [
      ['2026-05-04T08:00', 1],
      ['2026-05-04T12:00', 2],
      ['2026-05-04T13:00', 3, 7],
    ] as const
    expect(placed(logs).on).toEqual({ '2026-05-04': { 0: 3, 7: 3 } })
  })
})

describe('on a day off', () => {
  it('hours of a weekend or an absence are kept apart', () => {
    const absences = [{ from: '2026-05-06', to: '2026-05-07' }]
    const { on, offHours } = placed(
      [
        ['2026-05-09T10:00', 3],
        ['2026-05-06T10:00', 2],
      ],
      { absences },
    )
    expect([on, offHours]).toEqual([{}, 5])
  })
})

describe('a week that was logged at once', () => {
  it('is spread over the days before it that have nothing', () => {
    // Friday: 32 hours; Wednesday has a log of its own.
    const { on } = placed([
      ['2026-05-06T10:00', 8, 3],
      ['2026-05-08T14:00', 24],
      ['2026-05-08T14:30', 8, 7],
    ])
    expect(on).toEqual({
      '2026-05-04': { 0: 6, 7: 2 },
      '2026-05-05': { 0: 6, 7: 2 },
      '2026-05-06': { 3: 8 },
      '2026-05-07': { 0: 6, 7: 2 },
      '2026-05-08': { 0: 6, 7: 2 },
    })
  })

  it('keeps its hours, and reaches back no further than six days', () => {
    const { on } = placed([['2026-05-15T14:00', 80]])
    expect(Object.keys(on).sort()).toEqual([
      '2026-05-11',
      '2026-05-12',
      '2026-05-13',
      '2026-05-14',
      '2026-05-15',
    ])
    expect(Object.values(on).reduce((sum, hours) => sum + (hours[0] ?? 0), 0)).toBe(80)
  })

  it('on a day off is spread over the days before it, where it is longer than anybody works in a day', () => {
    // A Saturday, after a Thursday with a log of its own.
    const saturday = (hours: number) =>
      placed([
        ['2026-05-07T10:00', 8, 3],
        ['2026-05-09T10:00', hours],
      ])
    expect(saturday(32)).toEqual({
      on: {
        '2026-05-04': { 0: 8 },
        '2026-05-05': { 0: 8 },
        '2026-05-06': { 0: 8 },
        '2026-05-07': { 3: 8 },
        '2026-05-08': { 0: 8 },
      },
      offHours: 0,
    })
    expect(saturday(24)).toMatchObject({ on: { '2026-05-05': { 0: 8 } }, offHours: 0 })
    expect(saturday(23.9)).toEqual({ on: { '2026-05-07': { 3: 8 } }, offHours: 23.9 })
    const absences = [{ from: '2026-04-27', to: '2026-05-16' }]
    expect(placed([['2026-05-09T10:00', 32]], { absences })).toEqual({ on: {}, offHours: 32 })
  })

  it('of a part-timer fills as many of their shorter days', () => {
    const datesOf = (when: string, hours: number, fractionShare: number) =>
      Object.keys(placed([[when, hours]], { fractionShare }).on).sort()
    const week = ['2026-05-04', '2026-05-05', '2026-05-06', '2026-05-07', '2026-05-08']
    expect(datesOf('2026-05-08T14:00', 24, 0.6)).toEqual(week)
    expect(datesOf('2026-05-08T14:00', 8, 0.5)).toEqual(week.slice(-2))
    expect(datesOf('2026-05-08T14:00', 7.9, 0.5)).toEqual(week.slice(-1))
    expect(datesOf('2026-05-09T10:00', 24, 0.6)).toEqual(week)
    expect(datesOf('2026-05-09T10:00', 23.9, 0.6)).toEqual([])
  })

  it('is one of two days’ hours or more: a long day stays one', () => {
    expect(Object.keys(placed([['2026-05-08T14:00', 15.9]]).on)).toEqual(['2026-05-08'])
    expect(Object.keys(placed([['2026-05-08T14:00', 16]]).on)).toHaveLength(2)
  })
})
