import { describe, expect, it } from 'vitest'
import { capacityLookup } from '../../../../domain/effort/days/capacity-lookup.ts'
import { absentPartOn, dayPartsOf } from '../../../../domain/effort/days/day-parts.ts'
import { personDaysOf, teamDaysOf } from '../../../../domain/effort/days/person-days.ts'
import { membershipsOn } from '../../../../domain/plan/memberships.ts'
import type { PlanPerson } from '../../../../domain/plan/plan.ts'
import { aPerson, aPlan } from '../../../builders/plan.ts'
import { at } from '../../../builders/ticket.ts'

const monday = '2026-05-04'
const membership = (teamId: string, fractionShare: number) => ({
  teamId,
  from: '2025-01-01',
  to: null,
  fractionShare,
})

/** The days of one week, Monday to Sunday, of a person of Core and Web. */
function daysOf(changes: Partial<PlanPerson>, asOf = '2026-07-01T00:00') {
  const person = aPerson('Ada Example', changes)
  const team = { calendarId: 'berlin', focusShare: null }
  const teams = [
    { ...team, teamId: 'core', name: 'Core' },
    { ...team, teamId: 'web', name: 'Web' },
  ]
  const plan = aPlan({ people: [person], teams })
  return personDaysOf(person, capacityLookup(plan, { from: monday, to: '2026-05-11' }, at(asOf)))
}

describe('a person’s working days', () => {
  it('are those on which the team works, within the period', () => {
    const { days } = daysOf({})
    expect(days.map(({ date }) => date)).toEqual([
      monday,
      '2026-05-05',
      '2026-05-06',
      '2026-05-07',
      '2026-05-08',
    ])
    expect(days[0]).toMatchObject({ weekStart: monday, teamId: 'core', workingMilliDays: 1000 })
    expect(days[0]).not.toHaveProperty('teams')
  })

  it('count once their working hours have begun', () => {
    // Core works from 09:00 in Berlin, which is 07:00 UTC.
    expect(daysOf({}, '2026-05-05T07:00').days).toHaveLength(1)
    expect(daysOf({}, '2026-05-05T07:01').days).toHaveLength(2)
  })

  it('lie apart by working days, which absences are not, and half an absence is', () => {
    const between = (absences: PlanPerson['absences']) => {
      const { days, workingDaysBetween } = daysOf({ absences })
      const [first, last] = [days[0]?.number ?? 0, days.at(-1)?.number ?? 0]
      return [
        workingDaysBetween(first, last),
        workingDaysBetween(last, first),
        workingDaysBetween(last, last),
      ]
    }
    expect(between([])).toEqual([4, 4, 0])
    expect(between([{ from: '2026-05-05', to: '2026-05-06' }])).toEqual([3, 3, 0])
    expect(between([{ from: '2026-05-05', to: '2026-05-06', partOfDay: 0.5 }])).toEqual([4, 4, 0])
  })

  it('are divided between teams, the larger part first, and summed', () => {
    const { days } = daysOf({ memberships: [membership('core', 0.25), membership('web', 0.5)] })
    const [day] = days
    expect(day).toMatchObject({ teamId: 'web', workingMilliDays: 750, availableMilliDays: 750 })
    if (day === undefined) throw new Error('no day')
    expect(
      teamDaysOf(day).map((each) => [each.day.teamId, each.day.workingMilliDays, each.partOfDay]),
    ).toEqual([
      ['web', 500, 500 / 750],
      ['core', 250, 250 / 750],
    ])
    expect(teamDaysOf({ ...day, workingMilliDays: 0 }).map(({ partOfDay }) => partOfDay)).toEqual([0, 0])
  })

  it('are whole days of one team', () => {
    const [day] = daysOf({}).days
    expect(day && teamDaysOf(day)).toEqual([{ day, partOfDay: 1 }])
  })

  it('are none before a membership begins and after it ends', () => {
    const memberships = [{ ...membership('core', 1), from: '2026-05-05', to: '2026-05-07' }]
    const { days, teamAt } = daysOf({ memberships })
    expect(days.map(({ date }) => date)).toEqual(['2026-05-05', '2026-05-06'])
    expect([teamAt(at('2026-05-04T12:00')), teamAt(at('2026-05-05T12:00'))]).toEqual([null, 'core'])
  })
})

describe('the parts of a working day', () => {
  const absence = (partOfDay?: number) => ({
    from: monday,
    to: '2026-05-05',
    ...(partOfDay !== undefined && { partOfDay }),
  })
  const parts = (changes: Partial<PlanPerson>, fractionShare = 1, teamOnCallShare = 0) => {
    const { workingMilliDays, absenceMilliDays, onCallMilliDays, availableMilliDays } = dayPartsOf(
      aPerson('Ada Example', changes),
      membership('core', fractionShare),
      monday,
      1,
      teamOnCallShare,
    )
    return [workingMilliDays, absenceMilliDays, onCallMilliDays, availableMilliDays]
  }

  it('are absence of the part time, on-call of what is left, and the rest', () => {
    expect(parts({ absences: [absence(0.5)] }, 0.8, 0.25)).toEqual([800, 400, 100, 300])
  })

  it('take a person’s own turn before the team’s share, the larger of two', () => {
    const turn = (teamId: string | null, onCallShare: number) => ({
      teamId,
      from: monday,
      to: '2026-05-05',
      onCallShare,
    })
    expect(parts({ onCallTurns: [turn('core', 0.5), turn(null, 0.8)] }, 1, 0.1)).toEqual([1000, 0, 800, 200])
    expect(parts({ onCallTurns: [turn('web', 0.5)] }, 1, 0.1)).toEqual([1000, 0, 100, 900])
    expect(
      parts({ onCallTurns: [{ ...turn('core', 0.5), from: '2026-05-03', to: monday }] }, 1, 0.1),
    ).toEqual([1000, 0, 100, 900])
  })

  it('are never more absence than the day', () => {
    const absent = (...absences: PlanPerson['absences']) => absentPartOn(aPerson('Ada', { absences }), monday)
    expect(absent()).toBe(0)
    expect(absent(absence(0.5))).toBe(0.5)
    expect(absent(absence(0.5), absence(0.25))).toBe(0.75)
    expect(absent(absence(), absence(0.5))).toBe(1)
    expect(absent({ from: '2026-05-03', to: monday })).toBe(0)
    expect(absent({ from: '2026-05-05', to: '2026-05-06' })).toBe(0)
  })

  it('go to the membership with the larger fraction first, then as the plan lists them', () => {
    const memberships = [membership('a', 0.2), membership('b', 0.5), membership('c', 0.2)]
    expect(membershipsOn(aPerson('Ada', { memberships }), monday).map(({ teamId }) => teamId)).toEqual([
      'b',
      'a',
      'c',
    ])
  })
})
