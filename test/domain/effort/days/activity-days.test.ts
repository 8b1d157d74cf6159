import { describe, expect, it } from 'vitest'
import { touchesOf } from '../../../../domain/effort/days/activity-days.ts'
import { placeLogs } from '../../../../domain/effort/days/logged-days.ts'
import type { PersonDay, PersonDays } from '../../../../domain/effort/days/person-days.ts'
import type { PersonAct, PersonRecord } from '../../../../domain/effort/records/person-records.ts'

const hour = 3_600_000
const dayMs = 24 * hour

/** Days in a row from the epoch, all of them working, of eight hours from midnight on. */
function daysOf(count: number, hours = 8): PersonDays {
  const days = Array.from({ length: count }, (_, number): PersonDay => {
    const startAt = number * dayMs
    return {
      date: new Date(startAt).toISOString().slice(0, 10),
      number,
      weekStart: '1970-01-01',
      teamId: 'core',
      startAt,
      endAt: startAt + hours * hour,
      workingMilliDays: 1000,
      absenceMilliDays: 0,
      onCallMilliDays: 0,
      availableMilliDays: 1000,
    }
  })
  return {
    days,
    numberOf: (at) => Math.floor(at / dayMs),
    workingDaysBetween: (a, b) => Math.abs(a - b),
    dateOf: (at) => new Date(at).toISOString().slice(0, 10),
    teamAt: () => 'core',
    teamOn: () => 'core',
  }
}

interface Held {
  readonly from: number
  readonly to: number
  readonly ticket?: number
  readonly waiting?: boolean
  readonly unassigned?: boolean
}

function recordOf(held: readonly Held[], changes: Partial<PersonRecord> = {}): PersonRecord {
  return {
    holdings: held.map(({ from, to, ticket = 0, waiting = false, unassigned = false }) => ({
      ticket,
      holding: { personId: 'ada', startAt: from, endAt: to, waiting, unassigned, sinceAt: from },
    })),
    actsByTicket: new Map(),
    logs: [],
    commentsOnOthers: [],
    ...changes,
  }
}

/** Something happens on every ticket when the person acts on it, or on the first day. */
function touchesOfAll(record: PersonRecord, personDays: PersonDays, teamOf: string | null = 'core') {
  const { onDays } = placeLogs(record.logs, personDays)
  return touchesOf(
    record,
    personDays,
    (date) => onDays.get(date) ?? new Map(),
    (ticket) =>
      (record.actsByTicket.get(ticket) ?? [{ happenedAt: 0 }]).map((act) => act.happenedAt).sort(byNumber),
    () => teamOf,
  )
}

function touches(record: PersonRecord, day = 0, personDays = daysOf(60)) {
  return touchesOfAll(record, personDays)[day]?.touches ?? []
}

const byNumber = (a: number, b: number) => a - b

const act = (happenedAt: number, kind: PersonAct['kind'] = 'work'): PersonAct => ({ happenedAt, kind })
const acted = (...acts: PersonAct[]) => ({ actsByTicket: new Map([[0, acts]]) })
/** Before the day and after it, so near that nothing fades. */
const actedAround = acted(act(0), act(dayMs))
/** Days of which the first two are one to those who count working days: on the second nobody works. */
const firstNotFading = (): PersonDays => ({
  ...daysOf(60),
  workingDaysBetween: (a, b) => Math.max(0, Math.abs(a - b) - 1),
})

describe('the time in progress on a day', () => {
  it('is all of it, to the millisecond, however it is held', () => {
    const whole = recordOf([{ from: 0, to: dayMs }], actedAround)
    expect(touches(whole, 0, firstNotFading())).toEqual([
      { ticket: 0, presentShare: 1, presentForDays: 0, presence: 1, commented: false, loggedDays: 0 },
    ])
    const half = recordOf([{ from: 4 * hour, to: dayMs, unassigned: true }], actedAround)
    expect(touches(half, 0, firstNotFading())).toMatchObject([{ presentShare: 0.5, presence: 0.25 }])
  })

  it('adds up what was assigned and what was not, and what of it waited', () => {
    const record = recordOf(
      [
        { from: 0, to: 2 * hour },
        { from: 2 * hour, to: 4 * hour, waiting: true },
        { from: 4 * hour, to: 6 * hour, unassigned: true },
        { from: 6 * hour, to: 8 * hour, unassigned: true, waiting: true },
      ],
      actedAround,
    )
    const [touch] = touches(record, 0, firstNotFading())
    expect(touch?.presentShare).toBe(1)
    // In quarters: 1 + 1 + 0.5 + 0.5, of which 1 + 0.5 waited.
    expect(touch?.presence).toBeCloseTo((3 - 0.7 * 1.5) / 4, 12)
  })

  it('counts a single millisecond, and nothing outside of working hours', () => {
    expect(touches(recordOf([{ from: 8 * hour - 1, to: dayMs }]))).toHaveLength(1)
    expect(touches(recordOf([{ from: 8 * hour, to: dayMs }]))).toEqual([])
    expect(touches(recordOf([{ from: 0, to: dayMs }]), 1)).toEqual([])
    expect(touches(recordOf([{ from: 0, to: dayMs + 1 }]), 1)).toHaveLength(1)
  })

  it('is reported ticket by ticket, in their order', () => {
    const record = recordOf([
      { ticket: 7, from: 0, to: dayMs },
      { ticket: 2, from: 0, to: dayMs },
      { ticket: 11, from: 0, to: dayMs },
    ])
    expect(touches(record).map(({ ticket }) => ticket)).toEqual([2, 7, 11])
  })
})

describe('a ticket fades', () => {
  const held = [{ from: 0, to: 60 * dayMs }]

  const presenceOn = (day: number, ...acts: PersonAct[]) =>
    touches(recordOf(held, acted(...acts)), day)[0]?.presence
  const faded = (days: number) => 0.05 + 0.95 * 2 ** (-days / 2)

  it('by the last act up to the day and by the first after it, in whatever order they come', () => {
    const acts = [act(28 * dayMs), act(20 * dayMs), act(40 * dayMs), act(3 * dayMs)]
    expect(presenceOn(24, ...acts)).toBeCloseTo(faded(4) * faded(4), 12)
    expect(presenceOn(26, ...acts)).toBeCloseTo(faded(6) * faded(2), 12)
    expect(presenceOn(28, ...acts)).toBeCloseTo(faded(0) * faded(12), 12)
    expect(presenceOn(2, act(0), act(6 * dayMs))).toBeCloseTo(faded(2) * faded(4), 12)
    expect(presenceOn(41, ...acts)).toBeCloseTo(faded(1) * 0.05, 12)
  })

  it('on the days after it was handed on, not on the day itself', () => {
    const acts = [act(20 * dayMs), act(24 * dayMs, 'handover'), act(30 * dayMs)]
    expect(presenceOn(23, ...acts)).toBeCloseTo(faded(3) * faded(1), 12)
    expect(presenceOn(24, ...acts)).toBeCloseTo(faded(0) * faded(6), 12)
    expect(presenceOn(25, ...acts)).toBeCloseTo(0.05 * faded(5), 12)
  })

  it('before its closing by an act that doesn’t say when it ended', () => {
    const acts = [act(20 * dayMs), act(30 * dayMs, 'closing'), act(31 * dayMs)]
    expect(presenceOn(22, ...acts)).toBeCloseTo(faded(2) * 0.15, 12)
    expect(presenceOn(29, ...acts)).toBeCloseTo(faded(9) * 0.15, 12)
    expect(presenceOn(30, ...acts)).toBeCloseTo(faded(10) * 0.05, 12)
    expect(presenceOn(33, ...acts)).toBeCloseTo(faded(2) * 0.05, 12)
    expect(presenceOn(33, ...acts.slice(0, 2))).toBeCloseTo(0.05 * 0.05, 12)
  })

  it('as worked on until it was closed where both were in the same instant', () => {
    const acts = [act(20 * dayMs, 'closing'), act(20 * dayMs)]
    expect(presenceOn(20, ...acts)).toBeCloseTo(faded(0) * 0.05, 12)
    expect(presenceOn(22, ...acts)).toBeCloseTo(0.05 * 0.05, 12)
  })

  it('and counts no longer thirty-one days after the last event, whoever made it', () => {
    const on = (day: number, ...eventsAt: number[]) =>
      touchesOf(
        recordOf(held, acted(act(5 * dayMs))),
        daysOf(60),
        () => new Map(),
        () => eventsAt,
        () => 'core',
      )[day]?.touches[0]?.presence
    expect(on(50, 5 * dayMs, 20 * dayMs)).toBeGreaterThan(0)
    expect(on(51, 5 * dayMs, 20 * dayMs)).toBe(0)
    expect(on(51, 5 * dayMs, 20 * dayMs, 52 * dayMs)).toBe(0)
    expect(on(52, 5 * dayMs, 20 * dayMs, 52 * dayMs)).toBeGreaterThan(0)
    expect(on(50)).toBe(0)
  })
})

describe('what was logged', () => {
  const logged = (hours: number) => ({ logs: [{ ticket: 0, loggedAt: hour, loggedSeconds: hours * 3600 }] })

  it('counts in days of the person, and is no presence', () => {
    expect(touches(recordOf([], logged(2)))).toEqual([
      { ticket: 0, presentShare: 0, presentForDays: 0, presence: 0, commented: false, loggedDays: 0.25 },
    ])
    expect(touches(recordOf([], { logs: [...logged(2).logs, ...logged(1).logs] }))).toMatchObject([
      { loggedDays: 0.375 },
    ])
  })

  it('has no presence days after the first day either', () => {
    const later = { logs: [{ ticket: 0, loggedAt: 9 * dayMs + hour, loggedSeconds: 3600 }] }
    expect(touches(recordOf([], later), 9)).toMatchObject([{ presentForDays: 0 }])
  })

  it('counts nothing on a day without hours', () => {
    expect(touches(recordOf([], logged(2)), 0, daysOf(1, 0))).toMatchObject([
      { presentShare: 0, presence: 0, loggedDays: 0 },
    ])
  })

  it('counts nothing on a day that is not the person’s', () => {
    const late = { logs: [{ ticket: 0, loggedAt: 99 * dayMs, loggedSeconds: 3600 }] }
    expect(touchesOfAll(recordOf([], late), daysOf(3)).flatMap((each) => each.touches)).toEqual([])
  })
})

describe('a comment on a team-mate’s ticket', () => {
  const comment = { commentsOnOthers: [{ ticket: 0, commentedAt: hour, ownerId: 'ben' }] }

  it('counts where the person does not have it', () => {
    expect(touches(recordOf([], comment))).toMatchObject([{ commented: true, presence: 0 }])
    expect(touches(recordOf([{ from: 0, to: 1 }], comment))).toMatchObject([{ commented: false }])
  })

  it('counts nothing for another team, or in none', () => {
    const of = (teamOf: string | null, own: string | null = 'core') =>
      touchesOfAll(recordOf([], comment), { ...daysOf(1), teamAt: () => own }, teamOf)[0]?.touches
    expect(of('web')).toEqual([])
    expect(of(null, null)).toEqual([])
  })
})

it('presence is as old as the unbroken holding', () => {
  const record = recordOf([
    { from: 0, to: 2 * dayMs },
    { from: 3 * dayMs, to: 9 * dayMs },
  ])
  expect(touches(record, 1)[0]?.presentForDays).toBe(1)
  expect(touches(record, 5)[0]?.presentForDays).toBe(2)
})
