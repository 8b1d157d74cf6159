import { describe, expect, it } from 'vitest'
import { commitmentWarnings, lostTeamWarnings, staffingWarnings } from '../../../domain/plan/plan-warnings.ts'
import { aPerson, aPlan, aTeamPlan } from '../../builders/plan.ts'

const search = { teamId: 'search', name: 'Search', calendarId: 'berlin', focusShare: null }
const teams = [...aPlan().teams, search]

describe('a plan is told to be odd where', () => {
  it('a team has no people', () => {
    expect(staffingWarnings(aPlan({ teams }))).toEqual([{ kind: 'team_without_people', teamName: 'Search' }])
  })

  it('a team has people in a quarter and no plan, up to its first and last day', () => {
    const inSearch = (from: string, to: string | null) =>
      aPlan({
        teams,
        people: [...aPlan().people, aPerson('Cleo', { membership: { teamId: 'search', from, to } })],
      })
    const missing = [{ kind: 'team_missing_from_quarter', teamName: 'Search', quarter: '2026-Q2' }]
    expect(staffingWarnings(inSearch('2026-01-01', null))).toEqual(missing)
    expect(staffingWarnings(inSearch('2026-06-30', null))).toEqual(missing)
    expect(staffingWarnings(inSearch('2026-07-01', null))).toEqual([])
    expect(staffingWarnings(inSearch('2026-01-01', '2026-04-02'))).toEqual(missing)
    expect(staffingWarnings(inSearch('2026-01-01', '2026-04-01'))).toEqual([])
  })

  it('its on-call rota has turns that are nobody’s', () => {
    const turns = { title: 'Zoe', from: '2026-05-11', turns: 2 }
    const withRota = aPlan().teams.map((team) => ({ ...team, turnsOfNobody: [turns] }))
    expect(staffingWarnings(aPlan({ teams: withRota }))).toEqual([
      { kind: 'turn_of_nobody', teamName: 'Core', ...turns },
    ])
  })

  it('a team has a plan for a quarter and nobody in it', () => {
    const people = [aPerson('Ada', { membership: { to: '2026-04-01' } })]
    expect(staffingWarnings(aPlan({ people }))).toEqual([
      { kind: 'quarter_without_people', teamName: 'Core', quarter: '2026-Q2' },
    ])
  })

  it('a commitment names nothing, or two things', () => {
    const commitment = (name: string) => ({
      name,
      category: 'roadmap' as const,
      plannedPersonDays: 1,
      target: { kind: 'project' as const, name },
    })
    const commitments = ['none', 'one', 'two'].map(commitment)
    const plan = aPlan({
      quarters: [{ quarter: '2026-Q2', planningStartsOn: null, teams: [aTeamPlan({ commitments })] }],
    })
    const matches = new Map<string, 'one' | 'several'>([
      ['one', 'one'],
      ['two', 'several'],
    ])
    expect(
      commitmentWarnings(plan, ({ name }) => matches.get(name) ?? 'none').map((each) =>
        each.kind === 'commitment_not_one' ? [each.teamName, each.commitment.name, each.matches] : [],
      ),
    ).toEqual([
      ['Core', 'none', 'none'],
      ['Core', 'two', 'several'],
    ])
  })

  it('a team of the plan before is not in it, with the new team that has most of its people', () => {
    const before = aPlan()
    const members = (teamId: string, ...names: string[]) =>
      names.map((name) => aPerson(name, { membership: { teamId } }))
    const renamed = [{ teamId: 'kernel', name: 'Kernel', calendarId: 'berlin', focusShare: null }]
    const after = aPlan({ teams: renamed, people: members('kernel', 'Ada Example', 'Ben Example') })
    const lost = { kind: 'team_lost', teamId: 'core', teamName: 'Core' }
    expect(lostTeamWarnings(before, after)).toEqual([{ ...lost, perhapsNowId: 'kernel' }])
    const half = aPlan({ teams: renamed, people: members('kernel', 'Ada Example') })
    expect(lostTeamWarnings(before, half)).toEqual([{ ...lost, perhapsNowId: null }])
    const stated = renamed.map((team) => ({ ...team, formerIds: ['core'] }))
    expect(lostTeamWarnings(before, { ...after, teams: stated })).toEqual([])
    expect(lostTeamWarnings(before, before)).toEqual([])
    // Renamed a second time: the first id has a past too.
    const twice = { ...before, teams: before.teams.map((team) => ({ ...team, formerIds: ['base'] })) }
    const first = { ...lost, teamId: 'base', perhapsNowId: 'kernel' }
    expect(lostTeamWarnings(twice, { ...after, teams: stated })).toEqual([first])
    expect(lostTeamWarnings(twice, after)).toEqual([{ ...lost, perhapsNowId: 'kernel' }, first])
    const both = renamed.map((team) => ({ ...team, formerIds: ['core', 'base'] }))
    expect(lostTeamWarnings(twice, { ...after, teams: both })).toEqual([])
  })
})
