import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { measureEffort } from '../../../domain/effort/measure.ts'
import type { Calendar, PlanPerson } from '../../../domain/plan/plan.ts'
import { plannedDaysOf, sumPlanned } from '../../../domain/reconcile/figures/plan/planned-days.ts'
import { anEffortInput, doing, milliDaysOn, started } from '../../builders/effort-input.ts'
import { aCalendar, aPerson, aPlan, aTeamPlan } from '../../builders/plan.ts'
import { aTicket, at, worklogEvent } from '../../builders/ticket.ts'

const core = { teamId: 'core', name: 'Core', calendarId: 'berlin', focusShare: null }
const other = { teamId: 'other', name: 'Other', calendarId: 'berlin', focusShare: null }

/** The week of Ada, from Monday 2026-05-04, as the teams' sums. */
function weekOf({ person = {}, calendar = {}, onCallShare = 0 }: Setting) {
  const plan = planOf({ person, calendar, onCallShare })
  return measureEffort(anEffortInput({ plan, tickets: [doing('CORE-1')], events: [started('CORE-1')] }))
}

interface Setting {
  readonly person?: Partial<PlanPerson>
  readonly calendar?: Partial<Calendar>
  readonly onCallShare?: number
}

function planOf({ person = {}, calendar = {}, onCallShare = 0 }: Setting) {
  return aPlan({
    calendars: [aCalendar(calendar)],
    teams: [core, other],
    people: [aPerson('Ada Example', person)],
    quarters: [
      {
        quarter: '2026-Q2',
        planningStartsOn: null,
        teams: [aTeamPlan({ onCallShare }), aTeamPlan({ teamId: 'other', onCallShare })],
      },
    ],
  })
}

function capacityOf(setting: Setting, teamId = 'core') {
  const row = weekOf(setting).capacity.find((each) => each.teamId === teamId)
  if (row === undefined) throw new Error(`no capacity of ${teamId}`)
  const { workingMilliDays, absenceMilliDays, onCallMilliDays, attributedMilliDays } = row
  return [workingMilliDays, absenceMilliDays, onCallMilliDays, attributedMilliDays]
}

describe('a week of one person', () => {
  it('has five days', () => {
    expect(capacityOf({})).toEqual([5000, 0, 0, 5000])
  })

  it('loses a half holiday by half, and a whole one wholly', () => {
    expect(capacityOf({ calendar: { halfHolidays: ['2026-05-06'] } })).toEqual([4500, 0, 0, 4500])
    expect(capacityOf({ calendar: { holidays: ['2026-05-06'] } })).toEqual([4000, 0, 0, 4000])
    const both = { holidays: ['2026-05-06'], halfHolidays: ['2026-05-06'] }
    expect(capacityOf({ calendar: both })).toEqual([4000, 0, 0, 4000])
  })

  it('gains a make-up day on a Saturday or a holiday', () => {
    expect(capacityOf({ calendar: { makeUpDays: ['2026-05-09'] } })).toEqual([6000, 0, 0, 6000])
    const holiday = { holidays: ['2026-05-06'], makeUpDays: ['2026-05-06'] }
    expect(capacityOf({ calendar: holiday })).toEqual([5000, 0, 0, 5000])
  })

  it('loses a half absence by half; two on one day make a whole one', () => {
    const half = { from: '2026-05-06', to: '2026-05-07', partOfDay: 0.5 }
    expect(capacityOf({ person: { absences: [half] } })).toEqual([5000, 500, 0, 4500])
    expect(capacityOf({ person: { absences: [half, half] } })).toEqual([5000, 1000, 0, 4000])
    expect(capacityOf({ person: { absences: [half, half, half] } })).toEqual([5000, 1000, 0, 4000])
  })

  it('has an own turn on call in place of the team share', () => {
    const turn = { teamId: null, from: '2026-05-04', to: '2026-05-06', onCallShare: 0.5 }
    expect(capacityOf({ onCallShare: 0.1 })).toEqual([5000, 0, 500, 4500])
    expect(capacityOf({ person: { onCallTurns: [turn] }, onCallShare: 0.1 })).toEqual([5000, 0, 1300, 3700])
    const elsewhere = { ...turn, teamId: 'other' }
    expect(capacityOf({ person: { onCallTurns: [elsewhere] } })).toEqual([5000, 0, 0, 5000])
  })

  it('is divided between two teams at once, each with its part of every ticket', () => {
    const person = {
      memberships: [
        { teamId: 'core', from: '2025-01-01', to: null, fractionShare: 0.6 },
        { teamId: 'other', from: '2025-01-01', to: null, fractionShare: 0.3 },
      ],
    }
    expect(capacityOf({ person })).toEqual([3000, 0, 0, 3000])
    expect(capacityOf({ person }, 'other')).toEqual([1500, 0, 0, 1500])
    expect(milliDaysOn(weekOf({ person }), 'CORE-1')).toBe(4500)
  })

  it('counts a day logged by somebody in two teams once', () => {
    const person = {
      memberships: [
        { teamId: 'core', from: '2025-01-01', to: null, fractionShare: 0.5 },
        { teamId: 'other', from: '2025-01-01', to: null, fractionShare: 0.5 },
      ],
    }
    const logged = worklogEvent('CORE-1', '2026-05-06T12:00', 'ada.example', 8)
    const result = measureEffort(
      anEffortInput({ plan: planOf({ person }), tickets: [aTicket('CORE-1')], events: [logged] }),
    )
    const worklogs = result.secondOpinions.filter(({ measure }) => measure === 'worklogs')
    expect(worklogs.map(({ teamId, amount }) => [teamId, amount])).toEqual([
      ['core', 0.5],
      ['other', 0.5],
    ])
    expect(milliDaysOn(result, 'CORE-1')).toBe(1000)
  })
})

describe('a shift over midnight', () => {
  const calendar = { workdayStartMinute: 22 * 60, workdayEndMinute: 30 * 60 }

  it('belongs to the date on which it began', () => {
    const daysLoggedAt = (when: string) =>
      measureEffort(
        anEffortInput({
          plan: planOf({ calendar }),
          period: { from: '2026-05-06', to: '2026-05-07' },
          tickets: [aTicket('CORE-1')],
          events: [worklogEvent('CORE-1', when, 'ada.example', 4)],
        }),
      ).capacity.map((row) => row.attributedMilliDays)
    // 02:10 and 05:00 in Berlin on Thursday are Wednesday's shift; 23:00 is Thursday's.
    expect(daysLoggedAt('2026-05-07T00:10')).toEqual([1000])
    expect(daysLoggedAt('2026-05-07T03:00')).toEqual([1000])
    expect(daysLoggedAt('2026-05-06T21:00')).toEqual([1000])
    expect(daysLoggedAt('2026-05-07T21:00')).toEqual([0])
    expect(daysLoggedAt('2026-05-06T01:00')).toEqual([0])
  })
})

describe('conservation', () => {
  const part = fc.constantFrom(0.5, 1, undefined)
  const date = fc.integer({ min: 1, max: 28 }).map((day) => `2026-05-${String(day).padStart(2, '0')}`)
  const range = fc.tuple(date, date).map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a }))
  const absences = fc.array(
    fc.tuple(range, part).map(([dates, partOfDay]) => ({ ...dates, ...(partOfDay && { partOfDay }) })),
    { maxLength: 5 },
  )
  const share = fc.integer({ min: 0, max: 1000 }).map((thousandths) => thousandths / 1000)
  const turns = fc.array(
    fc
      .tuple(range, share, fc.constantFrom(null, 'core', 'other'))
      .map(([dates, onCallShare, teamId]) => ({ ...dates, onCallShare, teamId })),
    { maxLength: 4 },
  )
  const dates = fc.array(date, { maxLength: 6 })
  const calendar = fc.record({ holidays: dates, halfHolidays: dates, makeUpDays: dates })

  it('is exact with half days, make-up days, rotas and two teams at once, and plan and effort agree', () => {
    const setting = fc.tuple(calendar, absences, turns, share, fc.integer({ min: 1, max: 999 }))
    fc.assert(
      fc.property(setting, ([days, away, onCallTurns, onCallShare, thousandths]) => {
        const memberships = [
          { teamId: 'core', from: '2025-01-01', to: '2026-05-20', fractionShare: thousandths / 1000 },
          { teamId: 'other', from: '2026-05-07', to: null, fractionShare: 1 - thousandths / 1000 },
        ]
        const plan = planOf({
          calendar: days,
          person: { absences: away, onCallTurns, memberships },
          onCallShare,
        })
        // Throws where a part is lost.
        const { capacity } = measureEffort(
          anEffortInput({
            plan,
            period: { from: '2026-04-01', to: '2026-07-01' },
            tickets: [doing('CORE-1'), doing('CORE-2')],
            events: [started('CORE-1'), started('CORE-2', '2026-05-11T08:00')],
          }),
        )
        for (const teamPlan of plan.quarters[0]?.teams ?? []) {
          const rows = capacity.filter(({ teamId }) => teamId === teamPlan.teamId)
          const available = rows.map((row) => row.attributedMilliDays + row.unattributedMilliDays)
          const planned = plannedDaysOf(plan, teamPlan, '2026-Q2', at('2026-07-01T00:00'))
          expect(available.reduce((sum, each) => sum + each, 0)).toBe(sumPlanned(planned, 'quarter'))
        }
      }),
      { numRuns: 60, seed: 9 },
    )
  })
})
