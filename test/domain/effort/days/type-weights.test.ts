import { describe, expect, it } from 'vitest'
import { assertConserved, ConservationError } from '../../../../domain/effort/conservation.ts'
import type { DayTouches } from '../../../../domain/effort/days/activity-days.ts'
import {
  type UnloggedTypes,
  unloggedTypesOf,
  withUnloggedTime,
} from '../../../../domain/effort/days/logged-types.ts'
import { LoggedTime } from '../../../../domain/effort/days/type-weights.ts'
import { refOf } from '../../../builders/ticket.ts'

/** A day shared by an incident (ticket 0) and a story (ticket 1), with the logged part of each. */
function aDay(incidentDays: number, storyDays: number): DayTouches {
  const touch = { presence: 1, commented: false, presentShare: 1, presentForDays: 0 }
  return {
    day: {
      date: '2026-05-04',
      number: 0,
      weekStart: '2026-05-04',
      teamId: 'core',
      startAt: 0,
      endAt: 28_800_000,
      workingMilliDays: 1000,
      absenceMilliDays: 0,
      onCallMilliDays: 0,
      availableMilliDays: 1000,
    },
    touches: [
      { ...touch, ticket: 0, loggedDays: incidentDays },
      { ...touch, ticket: 1, loggedDays: storyDays },
    ],
  }
}

/** The weights learned from days of one person, who logs all types unless told otherwise. */
function tausOf(days: readonly DayTouches[], unloggedTypes: UnloggedTypes = new Set()) {
  return Object.fromEntries(
    weightsOf(days, workTypeOf, unloggedTypes).map(({ workType, tauRatio }) => [workType, tauRatio]),
  )
}

function weightsOf(
  days: readonly DayTouches[],
  typeOf: (ticket: number) => string | null,
  unloggedTypes: UnloggedTypes = new Set(),
) {
  const time = new LoggedTime(typeOf)
  for (const day of days) time.addDay(day, unloggedTypes)
  return time.weights()
}

const workTypeOf = (ticket: number) => (ticket === 0 ? 'incident' : 'story')
const times = (count: number, day: DayTouches) => Array.from({ length: count }, () => day)

describe('type weights', () => {
  it('are what was logged over what presence alone would get, held back by ten days of doubt', () => {
    // 22.5 and 7.5 of 30 days logged, 15 and 15 by presence: (22.5 + 10)/(15 + 10) and (7.5 + 10)/(15 + 10).
    const { incident, story } = tausOf(times(30, aDay(0.75, 0.25)))
    expect(incident).toBeCloseTo(1.3, 9)
    expect(story).toBeCloseTo(0.7, 9)
    // The more days there are, the less the doubt weighs.
    expect(tausOf(times(2000, aDay(0.75, 0.25)))['story']).toBeCloseTo(0.505, 3)
    expect(tausOf([aDay(0.75, 0.25)])['story']).toBeCloseTo(10.25 / 10.5, 9)
  })

  it('stay at 1 where logs say what presence says', () => {
    const { incident, story } = tausOf(times(30, aDay(0.5, 0.5)))
    expect([incident, story]).toEqual([1, 1])
  })

  it('hold like with like: a part of a day logged is held against as much attributed', () => {
    // 0.3 and 0.1 of each of 60 days: 24 days logged, and no more attributed.
    const part = tausOf(times(60, aDay(0.3, 0.1)))
    expect(part['incident']).toBeCloseTo(28 / 22, 9)
    expect(part['story']).toBeCloseTo(16 / 22, 9)
  })

  it('cap what was logged on a day at what was available', () => {
    const half = (incidentDays: number, storyDays: number) => {
      const day = aDay(incidentDays, storyDays)
      return { ...day, day: { ...day.day, availableMilliDays: 500 } }
    }
    expect(tausOf(times(60, half(0.75, 0.25)))['incident']).toBeCloseTo(1.3, 9)
    expect(tausOf(times(30, { ...half(1, 0), day: { ...half(1, 0).day, availableMilliDays: 0 } }))).toEqual(
      {},
    )
  })

  it('are learned from tickets that were never in progress too, beside some that were', () => {
    const withoutPresence = (day: DayTouches, ...tickets: number[]) => ({
      ...day,
      touches: day.touches.map((touch) =>
        tickets.includes(touch.ticket) ? { ...touch, presence: 0 } : touch,
      ),
    })
    // Half the day is logged on an incident that nobody moved, and presence gives it nothing: (15 + 10)/(0 + 10).
    const { incident, story } = tausOf(times(30, withoutPresence(aDay(0.5, 0.5), 0)))
    expect(incident).toBeCloseTo(2.5, 9)
    expect(story).toBeLessThan(0.9)
    expect(tausOf(times(30, withoutPresence(aDay(0.75, 0.25), 0, 1)))).toEqual({})
  })

  it('leave out types that a person doesn’t log: logging bugs alone says nothing of how long bugs take', () => {
    expect(tausOf(times(60, aDay(0.25, 0)), new Set(['story']))).toEqual({ incident: 1 })
    expect(tausOf(times(60, aDay(0.25, 0)))['story']).toBeLessThan(1)
  })

  it('leave out days without a log, and tickets without a type', () => {
    expect(tausOf(times(30, aDay(0, 0)))).toEqual({})
    expect(weightsOf([aDay(0.75, 0.25)], () => null)).toEqual([])
    const days = times(30, aDay(0.75, 0.25))
    expect(tausOf([...days, ...times(30, aDay(0, 0))])).toEqual(tausOf(days))
  })
})

describe('types that a person doesn’t log', () => {
  const unlogged = (days: readonly DayTouches[]) => [...unloggedTypesOf(days, workTypeOf)]

  it('are logged on in fewer than one in ten of the days on which they are in hand', () => {
    const bugsAlone = aDay(0.5, 0)
    const both = aDay(0.5, 0.5)
    expect(unlogged([...times(10, bugsAlone), both])).toEqual(['story'])
    expect(unlogged([...times(9, bugsAlone), both])).toEqual([])
    expect(unlogged(times(10, bugsAlone))).toEqual(['story'])
    expect(unlogged(times(9, bugsAlone))).toEqual([])
  })

  it('are none that is not in hand on any of these days', () => {
    const elsewhere = aDay(0.5, 0)
    const touches = elsewhere.touches.map((touch) => (touch.ticket === 1 ? { ...touch, presence: 0 } : touch))
    expect(unlogged([{ ...elsewhere, touches }])).toEqual([])
  })

  it('get what was left unlogged of a day, by their presence', () => {
    const logged = (incidentDays: number, storyDays = 0) =>
      withUnloggedTime(
        aDay(incidentDays, storyDays),
        () => 1,
        (ticket) => ticket === 1,
      ).map(({ loggedDays }) => loggedDays)
    expect(logged(0.25)).toEqual([0.25, 0.75])
    expect(logged(0.25, 0.25)).toEqual([0.25, 0.75])
    expect(logged(1)).toEqual([1, 0])
    expect(logged(1.5)).toEqual([1.5, 0])
    expect(logged(0)).toEqual([0, 0])
  })
})

describe('conservation', () => {
  const week = {
    teamId: 'core',
    weekStart: '2026-05-04',
    workingMilliDays: 5000,
    absenceMilliDays: 1000,
    onCallMilliDays: 500,
    attributedMilliDays: 3000,
    unattributedMilliDays: 500,
    unreadMilliDays: 0,
    daysOffLoggedMilliDays: 0,
  }
  const row = { teamId: 'core', weekStart: '2026-05-04', ticket: refOf('CORE-1'), milliDays: 3000 }

  it('holds where the parts sum', () => {
    expect(() => assertConserved([row], [week])).not.toThrow()
  })

  it('is broken by a lost part, a lost ticket, a fraction, and effort of nobody', () => {
    expect(() => assertConserved([row], [{ ...week, onCallMilliDays: 499 }])).toThrow(ConservationError)
    expect(() => assertConserved([{ ...row, milliDays: 2999 }], [week])).toThrow(/core .* 2026-05-04/)
    const fractions = { ...week, onCallMilliDays: 499.5, unattributedMilliDays: 500.5 }
    expect(() => assertConserved([row], [fractions])).toThrow(ConservationError)
    expect(() => assertConserved([row], [])).toThrow(ConservationError)
  })

  it('is broken by a part below nothing, even where the sum is right', () => {
    const below = { ...week, onCallMilliDays: -1, unattributedMilliDays: 1001 }
    expect(() => assertConserved([row], [below])).toThrow('below 0')
    const none = { ...week, onCallMilliDays: 0, unattributedMilliDays: 1000 }
    expect(() => assertConserved([row], [none])).not.toThrow()
  })

  it('is counted for each team and week by itself', () => {
    const next = { ...week, weekStart: '2026-05-11' }
    const two = [
      row,
      { ...row, milliDays: 1000, weekStart: '2026-05-11' },
      { ...row, milliDays: 2000, weekStart: '2026-05-11' },
    ]
    expect(() => assertConserved(two, [week, next])).not.toThrow()
    expect(() => assertConserved([row, row], [week, next])).toThrow('tickets sum to 6000 of 3000')
  })
})
