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
  const thirty = (day: DayTouches) => Array.from({ length: 30 }, () => day)

  it('are 1 with fewer than thirty logged rows', () => {
    expect(tausOf(Array.from({ length: 29 }, () => aDay(0.75, 0.25)))).toEqual({ incident: 1, story: 1 })
    expect(tausOf(thirty(aDay(0.75, 0.25)))['incident']).toBeGreaterThan(1)
    // The story has thirty rows, the incident was never logged on.
    expect(tausOf(thirty(aDay(0, 0.5)))['incident']).toBe(1)
  })

  it('are what was logged over what was attributed with the logs, held back by ten days of doubt', () => {
    // Weights 4 and 2 of a day: of 30 days 20 and 10 are attributed at first, 22.5 and 7.5 logged; then 32.5/30 and 17.5/20
    // stand for 1, and so on, four times.
    const { incident, story } = tausOf(thirty(aDay(0.75, 0.25)))
    expect(incident).toBeCloseTo(1.1033128165143287, 9)
    expect(story).toBeCloseTo(0.8870474097682937, 9)
    // The more days there are, the less the doubt weighs.
    expect(tausOf(Array.from({ length: 2000 }, () => aDay(0.75, 0.25)))['story']).toBeCloseTo(0.75504, 4)
  })

  it('stay at 1 where logs say what presence says', () => {
    const { incident, story } = tausOf(thirty(aDay(0.5, 0.5)))
    expect([incident, story]).toEqual([1, 1])
  })

  it('hold like with like: a part of a day logged is held against as much attributed', () => {
    // 0.3 and 0.1 of each of 60 days: 24 days logged, and no more attributed.
    const part = tausOf(Array.from({ length: 60 }, () => aDay(0.3, 0.1)))
    expect(part['incident']).toBeCloseTo(1.1546017392540677, 9)
    expect(part['story']).toBeCloseTo(0.8390721423972287, 9)
  })

  it('cap what was logged on a day at what was available', () => {
    const half = (incidentDays: number, storyDays: number) => {
      const day = aDay(incidentDays, storyDays)
      return { ...day, day: { ...day.day, availableMilliDays: 500 } }
    }
    const capped = tausOf(Array.from({ length: 60 }, () => half(0.75, 0.25)))
    expect(capped['incident']).toBeCloseTo(1.1033128165143287, 9)
    expect(tausOf(thirty({ ...half(1, 0), day: { ...half(1, 0).day, availableMilliDays: 0 } }))).toEqual({})
  })

  it('are learned from tickets that were never in progress too', () => {
    const onlyLogged = (day: DayTouches) => ({
      ...day,
      touches: day.touches.map((touch) => (touch.ticket === 0 ? { ...touch, presence: 0 } : touch)),
    })
    // Half the day is logged on an incident that nobody moved: 2 of 5 are attributed to it.
    const { incident, story } = tausOf(thirty(onlyLogged(aDay(0.5, 0.5))))
    expect(incident).toBeGreaterThan(1.05)
    expect(story).toBeLessThan(0.95)
  })

  it('leave out types that people don’t log on: logging bugs alone says nothing of how long bugs take', () => {
    expect(tausOf(Array.from({ length: 60 }, () => aDay(0.25, 0)))).toEqual({ incident: 1, story: 1 })
    const rarely = Array.from({ length: 29 }, () => aDay(0.25, 0.25))
    expect(tausOf([...Array.from({ length: 60 }, () => aDay(0.25, 0)), ...rarely])['story']).toBe(1)
  })

  it('leave out days without a log, and tickets without a type', () => {
    expect(tausOf(thirty(aDay(0, 0)))).toEqual({})
    expect(typeWeightsOf([aDay(0.75, 0.25)], () => null)).toEqual([])
    const days = thirty(aDay(0.75, 0.25))
    expect(tausOf([...days, ...thirty(aDay(0, 0))])).toEqual(tausOf(days))
  })

  it('count each ticket of a day for its type', () => {
    // Fifteen days with two tickets of one type are thirty rows.
    const weights = typeWeightsOf(
      Array.from({ length: 15 }, () => aDay(0.75, 0.25)),
      () => 'incident',
    )
    expect(weights).toEqual([{ workType: 'incident', tauRatio: 1 }])
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
