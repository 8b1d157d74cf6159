import { describe, expect, it } from 'vitest'
import type { Category } from '../../../domain/category.ts'
import type { Commitment, Plan, PlanPerson } from '../../../domain/plan/plan.ts'
import { reconcile } from '../../../domain/reconcile/reconcile.ts'
import { absentAmong } from '../../../domain/reconcile/teams-of-quarter.ts'
import { commitmentsBehind } from '../../../domain/report/content/view.ts'
import { aPerson, aPlan, aTeamPlan } from '../../builders/plan.ts'
import { anEffort, anEffortRow, aReconcileInput } from '../../builders/reconcile-input.ts'
import { at } from '../../builders/ticket.ts'

const names = ['Ada', 'Ben', 'Cem', 'Dee', 'Eva', 'Fay', 'Gil', 'Hal', 'Ida']

/** So many people in a team, from a date until further notice. */
function peopleOf(
  teamId: string,
  count: number,
  from = '2025-01-01',
  to: string | null = null,
): PlanPerson[] {
  return names
    .slice(0, count)
    .map((name) => aPerson(`${name} ${teamId}`, { membership: { teamId, from, to } }))
}

function aCompany(people: readonly PlanPerson[], plannedTeams: readonly string[]): Plan {
  const teamIds = ['core', 'ops', 'web']
  return aPlan({
    teams: teamIds.map((teamId) => ({ teamId, name: teamId, calendarId: 'berlin', focusShare: null })),
    people: [...people],
    quarters: [
      {
        quarter: '2026-Q2',
        planningStartsOn: null,
        teams: plannedTeams.map((teamId) => aTeamPlan({ teamId })),
      },
    ],
  })
}

const rows = [
  anEffortRow('CORE-1', 8000),
  anEffortRow('CORE-2', 5000, { teamId: 'ops' }),
  anEffortRow('CORE-3', 3000, { teamId: 'web' }),
]

function reconciled(
  people: readonly PlanPerson[],
  planned = ['core', 'ops', 'web'],
  asOf = '2026-07-10T00:00',
) {
  const plan = { ...aCompany(people, planned), minimumGroupPeople: 4 }
  return reconcile(aReconcileInput({ plan, effort: anEffort(rows), asOfAt: at(asOf) }))
}

it('people who are on call all of every day, by turns of their own or with their team, have no available day', () => {
  const turnUntil = (to: string) => [{ teamId: 'web', from: '2026-04-01', to, onCallShare: 1 }]
  const withTurn = (to: string) =>
    peopleOf('web', 4).map((person, index) =>
      index === 0 ? { ...person, onCallTurns: turnUntil(to) } : person,
    )
  const leftOutOf = (web: readonly PlanPerson[]) =>
    reconciled([...peopleOf('core', 9), ...peopleOf('ops', 5), ...web]).leftOut.map(({ teamId }) => teamId)
  expect(leftOutOf(withTurn('2026-07-01'))).toContain('web')
  expect(leftOutOf(withTurn('2026-06-30'))).toEqual([])
  const plan = aCompany([...peopleOf('core', 9), ...peopleOf('web', 4)], ['core'])
  const [quarter] = plan.quarters
  if (quarter === undefined) throw new Error('no quarter')
  const teams = [...quarter.teams, aTeamPlan({ teamId: 'web', onCallShare: 1 })]
  const input = aReconcileInput({
    plan: { ...plan, quarters: [{ ...quarter, teams }] },
    effort: anEffort(rows),
  })
  expect(reconcile(input).leftOut).toMatchObject([
    { teamId: 'ops' },
    { teamId: 'web', because: 'nobody_available' },
  ])
})

it('the team beside a small one is the same by a plan that is imported in the course of the quarter', () => {
  const planOf = (core: number, ops: number) => ({
    ...aCompany(
      [...peopleOf('core', core), ...peopleOf('ops', ops), ...peopleOf('web', 2)],
      ['core', 'ops', 'web'],
    ),
    minimumGroupPeople: 4,
  })
  const leftOutBy = (plan: Plan, planAtStart = planOf(9, 5), takenAt = at('2026-04-04T00:00')) => {
    const baseline = { plan: planAtStart, takenAt, tickets: [] }
    return reconcile(aReconcileInput({ plan, baseline, effort: anEffort(rows) })).leftOut
  }
  const hidden = [
    { teamId: 'ops', because: 'beside_small_group' },
    { teamId: 'web', because: 'small_group' },
  ]
  for (const plan of [planOf(9, 5), planOf(5, 9)]) expect(leftOutBy(plan)).toMatchObject(hidden)
  // A plan that named teams before it named people says nothing of their sizes.
  expect(leftOutBy(planOf(9, 5), { ...planOf(9, 5), people: [] })).toMatchObject(hidden)
  // Nor does one that came late: it is still being written.
  expect(leftOutBy(planOf(9, 5), planOf(5, 9), at('2026-04-04T00:01'))).toMatchObject(hidden)
})

describe('a team of fewer than four people', () => {
  const { company, teams, leftOut, minimumGroupPeople } = reconciled([
    ...peopleOf('core', 9),
    ...peopleOf('ops', 3),
    ...peopleOf('web', 4),
  ])

  it('has no figures of its own, nor has the smallest of the others, and both count in the company', () => {
    expect(minimumGroupPeople).toBe(4)
    expect(teams.map(({ scopeId }) => scopeId)).toEqual(['core'])
    expect(leftOut).toEqual([
      { teamId: 'ops', name: 'ops', because: 'small_group' },
      { teamId: 'web', name: 'web', because: 'beside_small_group' },
    ])
    expect(company.people).toBe(16)
    expect(company.capacity.attributedMilliDays).toBe(16_000)
    expect(company.categories.map(({ actualMilliDays }) => actualMilliDays)).toEqual([8000, 5000, 3000])
  })

  it('and without a plan is said to be no part of the company’s figures either', () => {
    const people = [...peopleOf('core', 9), ...peopleOf('ops', 3), ...peopleOf('web', 4)]
    expect(reconciled(people, ['core', 'web']).leftOut).toEqual([
      { teamId: 'ops', name: 'ops', because: 'small_group', isOutsideCompany: true },
    ])
  })

  it('has none of its tickets named in the company’s', () => {
    expect(company.sources.map(({ key }) => key)).toEqual(['CORE-1'])
    expect(commitmentsBehind(company)).toEqual([])
  })

  it('has no days on commitments in any sum, nor its part of one that it shares', () => {
    const people = [...peopleOf('core', 9), ...peopleOf('ops', 3), ...peopleOf('web', 4)]
    const commitmentTo = (key: string, category: Category): Commitment => ({
      ...{ name: key, category, plannedPersonDays: 2, target: { kind: 'ticket', name: key } },
    })
    const shared = commitmentTo('CORE-1', 'roadmap')
    const reconciledWith = (commitments: Readonly<Record<string, readonly Commitment[]>>) => {
      const [quarter] = aCompany(people, []).quarters
      const teams = ['core', 'ops', 'web'].map((teamId) =>
        aTeamPlan({ teamId, commitments: commitments[teamId] ?? [] }),
      )
      const quarters = quarter === undefined ? [] : [{ ...quarter, teams }]
      const plan = { ...aCompany(people, []), quarters, minimumGroupPeople: 4 }
      const effort = anEffort([...rows, anEffortRow('CORE-1', 700, { teamId: 'ops' })])
      // Nothing was in the baseline: all of their days are unplanned, on commitments or not.
      const baseline = { plan, takenAt: at('2026-04-01T00:00'), tickets: [] }
      return reconcile(aReconcileInput({ plan, effort, baseline }))
    }
    const all = { core: [shared], ops: [shared, commitmentTo('CORE-2', 'ktlo')] }
    const dataset = reconciledWith(all)
    expect(dataset).toEqual(reconciledWith({ core: [shared] }))
    expect(dataset.company.commitments).toMatchObject([{ teamId: 'core', actualMilliDays: 8000 }])
    expect(dataset.company.categories.map(({ varianceParts }) => varianceParts)).toMatchObject([
      { commitmentsMilliDays: 6000, unplannedMilliDays: 700 },
      { commitmentsMilliDays: 0, unplannedMilliDays: 5000 },
      { commitmentsMilliDays: 0, unplannedMilliDays: 3000 },
    ])
    for (const { varianceMilliDays, varianceParts } of dataset.company.categories) {
      expect(Object.values(varianceParts).reduce((sum, part) => sum + part, 0)).toBe(varianceMilliDays)
    }
  })

  it('has the same team beside it on each day of a quarter, so that two days give no figures of it away', () => {
    const people = [
      ...peopleOf('ops', 2),
      ...peopleOf('web', 5),
      ...peopleOf('core', 4),
      ...peopleOf('core', 6, '2026-05-04').slice(4),
    ]
    const hiddenOn = (asOf: string) =>
      reconciled(people, undefined, asOf).leftOut.map(({ teamId, because }) => [teamId, because])
    const both = [
      ['ops', 'small_group'],
      ['web', 'beside_small_group'],
    ]
    expect(hiddenOn('2026-04-20T18:00')).toEqual(both)
    expect(hiddenOn('2026-05-20T18:00')).toEqual(both)
    expect(hiddenOn('2026-07-10T00:00')).toEqual(both)
  })

  it('has figures where the plan lowers the minimum', () => {
    const people = [...peopleOf('core', 9), ...peopleOf('ops', 3)]
    const plan = { ...aCompany(people, ['core', 'ops']), minimumGroupPeople: 3 }
    const lowered = reconcile(aReconcileInput({ plan, effort: anEffort(rows) }))
    expect(lowered.teams.map(({ scopeId, people: count }) => [scopeId, count])).toEqual([
      ['core', 9],
      ['ops', 3],
    ])
    expect(lowered.minimumGroupPeople).toBe(3)
  })

  it('is also one of four of whom one had no available day', () => {
    const [first, ...rest] = peopleOf('ops', 4)
    const away = { ...first, absences: [{ from: '2026-04-01', to: '2026-07-01' }] } as PlanPerson
    const teamIds = (people: readonly PlanPerson[]) =>
      reconciled([...peopleOf('core', 9), ...people], ['core', 'ops']).teams.map(({ scopeId }) => scopeId)
    expect(teamIds([...rest, away])).toEqual([])
    const back = { ...away, absences: [{ from: '2026-04-01', to: '2026-06-30' }] }
    expect(teamIds([...rest, back])).toEqual(['core', 'ops'])
  })
})

it('a company of fewer than four people has no figures either', () => {
  const { company, teams } = reconciled(peopleOf('core', 3), ['core'])
  expect(teams).toEqual([])
  expect(company.doubt).toEqual({ because: 'small_group', minimumPeople: 4 })
  expect(company.capacity).toMatchObject({ workingMilliDays: 0, attributedMilliDays: 0 })
  expect(company.sources).toEqual([])
})

describe('a team that is not there this quarter', () => {
  const core = peopleOf('core', 9)
  const becauseOf = (people: readonly PlanPerson[], planned: readonly string[], asOf?: string) => {
    const { leftOut } = reconciled([...core, ...people], ['core', ...planned], asOf)
    return leftOut.find(({ teamId }) => teamId === 'ops')?.because
  }

  it('is left out, with why', () => {
    expect(becauseOf(peopleOf('ops', 5, '2026-07-01'), [])).toBe('not_yet')
    expect(becauseOf(peopleOf('ops', 5, '2025-01-01', '2026-04-01'), [])).toBe('ended')
    expect(becauseOf([], ['ops'])).toBe('nobody_available')
    expect(becauseOf(peopleOf('ops', 5), [])).toBeUndefined()
    expect(becauseOf(peopleOf('ops', 5), ['ops'])).toBeUndefined()
  })

  it('still has its planned days in the company’s, where it was planned and nobody was there', () => {
    const planned = reconciled([...core, ...peopleOf('ops', 5, '2026-07-01')], ['core', 'ops'])
    expect(planned.leftOut.map(({ teamId }) => teamId)).toEqual(['ops', 'web'])
    expect(planned.company.capacity.plannedMilliDays).toBe(9 * 65_000)
  })

  it('is not reported before its first working day has begun', () => {
    expect(becauseOf(peopleOf('ops', 5), ['ops'], '2026-04-01T06:00')).toBeUndefined()
    const { company, teams } = reconciled(core, ['core'], '2026-04-01T06:00')
    expect(teams[0]?.doubt).toEqual({ because: 'too_early', workingDays: 0 })
    expect(company.doubt).toEqual({ because: 'too_early', workingDays: 0 })
  })
})

it('a team that a dataset leaves out for its size is there, and any other isn’t', () => {
  const leftOut = (
    ['small_group', 'beside_small_group', 'nobody_available', 'not_yet', 'ended'] as const
  ).map((because) => ({ teamId: because, because }))
  expect([...absentAmong(leftOut)]).toEqual(['nobody_available', 'not_yet', 'ended'])
})
