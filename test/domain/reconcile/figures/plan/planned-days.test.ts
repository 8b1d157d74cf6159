import { describe, expect, it } from 'vitest'
import { plannedDaysOf, sumPlanned } from '../../../../../domain/reconcile/figures/plan/planned-days.ts'
import { aCalendar, aPerson, aPlan, aTeamPlan } from '../../../../builders/plan.ts'
import { at } from '../../../../builders/ticket.ts'

const late = at('2026-08-01T00:00')

describe('planned days', () => {
  it('are the listed people’s working days', () => {
    // 2026-Q2 has 65 weekdays; two people.
    expect(sumPlanned(plannedDaysOf(aPlan(), aTeamPlan(), '2026-Q2', late), 'quarter')).toBe(130_000)
  })

  it('leave out holidays, absences and the on-call share, and follow fractions and joining dates', () => {
    const plan = aPlan({
      calendars: [aCalendar({ holidays: ['2026-05-01'] })],
      people: [
        aPerson('Ada Example', { absences: [{ from: '2026-06-01', to: '2026-06-06' }] }),
        aPerson('Ben Example', { membership: { from: '2026-06-15', fractionShare: 0.5 } }),
      ],
    })
    // Ada 64 − 5 = 59 days at 900; Ben 12 half days at 450.
    const days = plannedDaysOf(plan, aTeamPlan({ onCallShare: 0.1 }), '2026-Q2', late)
    expect(sumPlanned(days, 'quarter')).toBe(59 * 900 + 12 * 450)
  })

  it('go by the head count where one was planned, less known absences', () => {
    const plan = aPlan({
      people: [aPerson('Ada Example', { absences: [{ from: '2026-06-01', to: '2026-06-06' }] })],
    })
    // 65 days of 10 people less 5 days of Ada, less a tenth.
    const teamPlan = aTeamPlan({ plannedHeadcount: 10, onCallShare: 0.1 })
    expect(sumPlanned(plannedDaysOf(plan, teamPlan, '2026-Q2', late), 'quarter')).toBe(60 * 9000 + 5 * 8100)
  })

  it('count until today by the hour at which effort counts a day', () => {
    const until = (asOf: string) =>
      sumPlanned(plannedDaysOf(aPlan(), aTeamPlan(), '2026-Q2', at(asOf)), 'counted')
    expect(until('2026-04-02T07:00')).toBe(2000)
    expect(until('2026-04-02T07:01')).toBe(4000)
  })

  it('leave out an absence from its first day to the one before its end', () => {
    const absentFor = (from: string, to: string) => {
      const plan = aPlan({ people: [aPerson('Ada Example', { absences: [{ from, to }] })] })
      const days = plannedDaysOf(plan, aTeamPlan(), '2026-Q2', late)
      return days.filter(({ milliDays }) => milliDays === 0).map(({ date }) => date)
    }
    expect(absentFor('2026-06-02', '2026-06-04')).toEqual(['2026-06-02', '2026-06-03'])
    expect(absentFor('2026-06-02', '2026-06-02')).toEqual([])
  })

  it('are none below nothing, however many are absent of a small head count', () => {
    const absences = [{ from: '2026-04-01', to: '2026-07-01' }]
    const plan = aPlan({
      people: [aPerson('Ada Example', { absences }), aPerson('Ben Example', { absences })],
    })
    const days = plannedDaysOf(plan, aTeamPlan({ plannedHeadcount: 1.5 }), '2026-Q2', late)
    expect(sumPlanned(days, 'quarter')).toBe(0)
  })
})
