import fc from 'fast-check'
import { DateTime } from 'luxon'
import { describe, expect, test } from 'vitest'
import { quietUntil, quietWaits, readersZones } from '../../../domain/deliver/quiet-hours.ts'
import type { Stakeholder } from '../../../domain/plan/plan.ts'
import { aCalendar, aPerson, aPlan } from '../../builders/plan.ts'

const night = { startMinute: 20 * 60, endMinute: 31 * 60 }
const lunch = { startMinute: 12 * 60, endMinute: 13 * 60 }
const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'UTC',
]

/** In the zone, such as `2026-11-26 20:00`. */
function at(local: string, zone = 'Europe/Berlin'): number {
  return DateTime.fromSQL(local, { zone }).toMillis()
}

describe('hours past midnight', () => {
  test.each([
    ['2026-11-26 19:59:59.999', null],
    ['2026-11-26 20:00', '2026-11-27 07:00'],
    ['2026-11-26 23:59:59.999', '2026-11-27 07:00'],
    ['2026-11-27 00:00', '2026-11-27 07:00'],
    ['2026-11-27 06:59:59.999', '2026-11-27 07:00'],
    ['2026-11-27 07:00', null],
  ])('%s waits until %s', (now, until) => {
    expect(quietUntil(night, 'Europe/Berlin', at(now))).toBe(until === null ? null : at(until))
  })
})

test('hours within a day are quiet from their first instant to the one before their end', () => {
  const until = (local: string) => quietUntil(lunch, 'Europe/Berlin', at(local))
  expect(until('2026-11-26 11:59:59.999')).toBeNull()
  expect(until('2026-11-26 12:00')).toBe(at('2026-11-26 13:00'))
  expect(until('2026-11-26 12:59:59.999')).toBe(at('2026-11-26 13:00'))
  expect(until('2026-11-26 13:00')).toBeNull()
})

test('a night in which clocks change ends at seven by the clock, an hour sooner or later', () => {
  const hours = (evening: string) =>
    ((quietUntil(night, 'Europe/Berlin', at(evening)) ?? 0) - at(evening)) / 3_600_000
  expect(hours('2026-03-27 20:00')).toBe(11)
  expect(hours('2026-03-28 20:00')).toBe(10)
  expect(hours('2026-10-24 20:00')).toBe(12)
  // New York changes a week later.
  expect(quietUntil(night, 'America/New_York', at('2026-10-31 20:00', 'America/New_York'))).toBe(
    at('2026-11-01 07:00', 'America/New_York'),
  )
})

test('an end that clocks leave out is an hour later', () => {
  const early = { startMinute: 22 * 60, endMinute: 26 * 60 + 30 }
  expect(quietUntil(early, 'Europe/Berlin', at('2026-03-28 23:00'))).toBe(at('2026-03-29 03:30'))
})

test('whoever waits waits less than a day and three hours, and may be mailed at the end', () => {
  const clock = fc.integer({ min: 0, max: 1439 })
  const instant = fc.integer({ min: Date.parse('2024-01-01'), max: Date.parse('2028-01-01') })
  fc.assert(
    fc.property(clock, clock, instant, fc.constantFrom(...zones), (startMinute, end, now, zone) => {
      fc.pre(startMinute !== end)
      const hours = { startMinute, endMinute: end < startMinute ? end + 1440 : end }
      const until = quietUntil(hours, zone, now)
      const local = DateTime.fromMillis(now, { zone })
      const minute = local.hour * 60 + local.minute
      const isQuiet = [minute, minute + 1440].some((each) => each >= startMinute && each < hours.endMinute)
      // Within three hours of a change of clocks, the hour that is left out or comes twice decides.
      if (local.minus({ hours: 26 }).offset === local.plus({ hours: 26 }).offset)
        expect(until !== null).toBe(isQuiet)
      if (until === null) return
      expect(until).toBeGreaterThan(now)
      expect(until - now).toBeLessThan(27 * 3_600_000)
      expect(quietUntil(hours, zone, until)).toBeNull()
    }),
  )
})

function reader(email: string, scope: Stakeholder['scope'], timeZone?: string): Stakeholder {
  return {
    ...{ stakeholderId: email, name: email, email, audience: 'product', scope },
    ...(timeZone !== undefined && { timeZone }),
  }
}

describe('the zone of a reader', () => {
  const company = { kind: 'company' } as const
  const core = { kind: 'team', teamId: 'core' } as const
  const search = { kind: 'team', teamId: 'search' } as const
  const plan = aPlan({
    calendars: [
      aCalendar(),
      aCalendar({ calendarId: 'lisbon', timeZone: 'Europe/Lisbon' }),
      aCalendar({ calendarId: 'delhi', timeZone: 'Asia/Kolkata' }),
    ],
    teams: [
      { teamId: 'core', name: 'Core', calendarId: 'berlin', focusShare: null },
      { teamId: 'search', name: 'Search', calendarId: 'lisbon', focusShare: null },
      { teamId: 'night', name: 'Night', calendarId: 'delhi', focusShare: null },
      { teamId: 'day', name: 'Day', calendarId: 'lisbon', focusShare: null },
    ],
    people: [
      aPerson('Ada'),
      aPerson('Ben', { membership: { teamId: 'night' } }),
      aPerson('Cleo', {
        memberships: [
          { teamId: 'search', from: '2026-01-01', to: '2026-06-01', fractionShare: 1 },
          { teamId: 'core', from: '2026-06-01', to: null, fractionShare: 0.3 },
          { teamId: 'night', from: '2026-06-01', to: null, fractionShare: 0.7 },
        ],
      }),
    ],
    stakeholders: [
      reader('ada@company.example', company, 'America/New_York'),
      reader('ben@company.example', core),
      reader('tom@company.example', search),
      reader('tom@company.example', core),
      reader('grace@company.example', company),
    ],
  })
  const now = Date.parse('2026-07-01T12:00:00Z')
  test.each([
    ['is the one stated', 'Ada@company.example', now, 'America/New_York'],
    ['is else that of their team', 'ben@company.example', now, 'Asia/Kolkata'],
    ['is that of the team of the day', 'cleo@company.example', Date.parse('2026-05-31'), 'Europe/Lisbon'],
    ['is that of the bigger part', 'cleo@company.example', Date.parse('2026-06-01'), 'Asia/Kolkata'],
    ['is else that of the first team they read of', 'tom@company.example', now, 'Europe/Lisbon'],
    ['is else the one of most teams', 'grace@company.example', now, 'Europe/Lisbon'],
    ['is the same for an address that the plan has not', 'nobody@company.example', now, 'Europe/Lisbon'],
  ])('%s', (_, email, when, zone) => {
    expect(readersZones(plan, when)(email)).toBe(zone)
  })

  test('decides who waits, and until when', () => {
    const evening = Date.parse('2026-07-01T18:30:00Z')
    const waitOf = quietWaits({ ...plan, quietHours: night }, evening)
    expect(waitOf('ada@company.example')).toBeNull()
    expect(waitOf('tom@company.example')).toBeNull()
    expect(waitOf('ben@company.example')).toEqual({
      untilAt: Date.parse('2026-07-02T01:30:00Z'),
      timeZone: 'Asia/Kolkata',
    })
    expect(quietWaits(plan, evening)('ben@company.example')).toBeNull()
  })
})
