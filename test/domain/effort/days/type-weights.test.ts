import { describe, expect, it } from 'vitest'
import { assertConserved, ConservationError } from '../../../../domain/effort/conservation.ts'
import type { DayTouches } from '../../../../domain/effort/days/activity-days.ts'
import { typeWeightsOf } from '../../../../domain/effort/days/type-weights.ts'
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

function tausOf(days: readonly DayTouches[]) {
  const weights = typeWeightsOf(days, (ticket) => (ticket === 0 ? 'incident' : 'story'))
  return Object.fromEntries(weights.map(({ workType, tauRatio }) => [workType, tauRatio]))
}

describe('type weights', () => {
  it('are 1 with fewer than thirty days on which people logged', () => {
    expect(tausOf(Array.from({ length: 29 }, () => aDay(0.75, 0.25)))).toEqual({ incident: 1, story: 1 })
  })

  it('are what was logged over what was attributed, held back by ten days of doubt', () => {
    // Of 30 days each type is attributed 15; 22.5 and 7.5 are logged: 32.5/25 and 17.5/25.
    const { incident, story } = tausOf(Array.from({ length: 30 }, () => aDay(0.75, 0.25)))
    expect(incident).toBeCloseTo(1.3, 9)
    expect(story).toBeCloseTo(0.7, 9)
    // With 200 days 160/110 and 60/110: doubt weighs less.
    expect(tausOf(Array.from({ length: 200 }, () => aDay(0.75, 0.25)))['incident']).toBeCloseTo(160 / 110, 9)
  })

  it('are learned from tickets that people had in progress, and have a type', () => {
    const onlyLogged = Array.from({ length: 40 }, () => {
      const day = aDay(0.75, 0.25)
      return { ...day, touches: day.touches.map((touch) => ({ ...touch, presence: 0 })) }
    })
    expect(tausOf(onlyLogged)).toEqual({})
    expect(typeWeightsOf([aDay(0.75, 0.25)], () => null)).toEqual([])
  })

  it('count each ticket of a day for its type', () => {
    // Fifteen days with two tickets of one type are thirty rows.
    const weights = typeWeightsOf(
      Array.from({ length: 15 }, () => aDay(0.75, 0.25)),
      () => 'incident',
    )
    expect(weights).toEqual([{ workType: 'incident', tauRatio: 1 }])
    const lopsided = [
      ...Array.from({ length: 30 }, () => aDay(0.75, 0.25)),
      ...Array.from({ length: 4 }, () => ({ ...aDay(0, 1), touches: aDay(0, 1).touches.slice(1) })),
    ]
    // 34 days, of which stories are attributed 19 and log 11.5; logs are whole days already: 32.5/25 and 21.5/29.
    expect(tausOf(lopsided)['incident']).toBeGreaterThan(1.25)
    expect(tausOf(lopsided)['story']).toBeLessThan(0.8)
  })

  it('are learned in four rounds', () => {
    // Where a type also fills days alone, each round moves the weights on: 1.2128 and 0.6674 after three, 1.2485 after five.
    const alone = { ...aDay(1, 0), touches: aDay(1, 0).touches.slice(0, 1) }
    const days = Array.from({ length: 30 }, () => [aDay(0.75, 0.25), alone]).flat()
    expect(tausOf(days)['incident']).toBeCloseTo(1.232953264614142, 9)
    expect(tausOf(days)['story']).toBeCloseTo(0.6742349603043258, 9)
  })

  it('stay as they are where nobody logged an hour', () => {
    expect(tausOf(Array.from({ length: 30 }, () => aDay(0, 0)))).toEqual({ incident: 1, story: 1 })
  })

  it('go by the days that were there: a part-time day teaches as much less', () => {
    const half = Array.from({ length: 30 }, () => {
      const day = aDay(0.75, 0.25)
      return { ...day, day: { ...day.day, availableMilliDays: 500 } }
    })
    // Of 15 days each type is attributed 7.5; scaled to those, 11.25 and 3.75 are logged: 21.25/17.5.
    expect(tausOf(half)['incident']).toBeCloseTo(21.25 / 17.5, 9)
  })

  it('do not depend on how much of a day people log', () => {
    const whole = tausOf(Array.from({ length: 60 }, () => aDay(0.75, 0.25)))
    const part = tausOf(Array.from({ length: 60 }, () => aDay(0.3, 0.1)))
    expect(part['incident']).toBeCloseTo(whole['incident'] ?? 0, 9)
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
