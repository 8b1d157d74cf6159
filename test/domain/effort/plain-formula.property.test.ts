import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { DayTouches } from '../../../domain/effort/days/activity-days.ts'
import type { UnloggedTypes } from '../../../domain/effort/days/logged-types.ts'
import { LoggedTime } from '../../../domain/effort/days/type-weights.ts'
import { measureEffort } from '../../../domain/effort/measure.ts'
import { drawnEvents, drawnPeriod, drawnPlan, drawnTickets } from '../../builders/drawn-history.ts'
import { anEffortInput } from '../../builders/effort-input.ts'
import { plainRows } from './plain-formula.ts'
import { plainTypeWeights } from './plain-type-weights.ts'

const anyDay = {
  date: '2026-05-04',
  number: 0,
  weekStart: '2026-05-04',
  teamId: 'core',
  startAt: 0,
  endAt: 28_800_000,
  workingMilliDays: 1000,
  absenceMilliDays: 0,
  onCallMilliDays: 0,
}
const anyTouch = { commented: false, presentShare: 1, presentForDays: 0 }

it('effort is what the formula says, day by day and ticket by ticket', () => {
  fc.assert(
    fc.property(drawnTickets, drawnEvents, (tickets, drawn) => {
      const events = drawn.filter(({ kind }) => kind !== 'worklog')
      const input = anEffortInput({ plan: drawnPlan, period: drawnPeriod, tickets, events })
      expect(measureEffort(input).rows).toEqual(plainRows(input))
    }),
    { numRuns: 40 },
  )
})

const types = ['bug', 'incident', 'story', null] as const
const typeOf = (ticket: number) => types[ticket] ?? null
const partOfDay = fc.double({ min: 0, max: 1, noNaN: true })
const drawnDay = fc
  .record({
    availableMilliDays: fc.integer({ min: 0, max: 1000 }),
    touches: fc.array(fc.record({ ticket: fc.nat({ max: 3 }), presence: partOfDay, loggedDays: partOfDay }), {
      maxLength: 5,
    }),
  })
  .map(
    ({ availableMilliDays, touches }): DayTouches => ({
      day: { ...anyDay, availableMilliDays },
      touches: touches.map((touch) => ({ ...anyTouch, ...touch })),
    }),
  )

it('type weights are four rounds over all days with logs', () => {
  const drawn = fc.tuple(fc.array(drawnDay, { maxLength: 40 }), fc.constantFrom(...types, undefined))
  fc.assert(
    fc.property(drawn, ([days, unlogged]) => {
      const unloggedTypes: UnloggedTypes = new Set(unlogged === undefined ? [] : [unlogged])
      const time = new LoggedTime(typeOf)
      for (const day of days) time.addDay(day, unloggedTypes)
      expect(time.weights()).toEqual(plainTypeWeights(days, unloggedTypes, typeOf))
    }),
  )
})
