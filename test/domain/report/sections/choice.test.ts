import { expect, test } from 'vitest'
import type { Reconciliation } from '../../../../domain/reconcile/dataset/reconciliation.ts'
import type { LeavingOut } from '../../../../domain/reconcile/dataset/verdicts.ts'
import { commitmentStandingOf } from '../../../../domain/reconcile/verdicts/commitments.ts'
import { viewOf } from '../../../../domain/report/content/view.ts'
import { choiceOf } from '../../../../domain/report/sections/choice.ts'
import { plainText } from '../../../../domain/report/words/sentence.ts'
import {
  closedReconciliation,
  examplePlan,
  exampleReconciliation,
} from '../../../builders/example-company.ts'
import { commitmentOf, forecastOfShare, type ScopeSketch } from '../../../builders/reconciliation.ts'
import { companyView, scopeOnPlan, teamsOf, type ViewChanges } from '../../../builders/report-view.ts'

const drifting = {
  planned: { roadmap: 60, ktlo: 25, reliability: 65 },
  reliabilityState: 'drifting',
} as const

function choice(reconciliation: Reconciliation, teamId: string | null = null): string[] | undefined {
  const scope = teamId === null ? ({ kind: 'company' } as const) : ({ kind: 'team', teamId } as const)
  return choiceOf(viewOf(reconciliation, examplePlan, { audience: 'executive', scope }))?.sentences.map(
    plainText,
  )
}

/** The example, whose teams have as many days next quarter as were planned for this one. */
const asManyDays: Reconciliation = {
  ...exampleReconciliation,
  teams: exampleReconciliation.teams.map((team) => ({
    ...team,
    forecast: { ...team.forecast, availableMilliDays: team.capacity.plannedQuarterMilliDays },
  })),
}

test('reliability at plan is a trade in days, money and weeks of the roadmap', () => {
  // Search: budget 70, projected 11, so 59 more. The roadmap had 188 days in 73 of 91 calendar days: 18.0 a week;
  // 59 / 18.0 = 3.3 weeks. 59 days at 700 EUR: 41,000.
  expect(choice(asManyDays, 'search')).toEqual([
    'Keeping Search’s reliability work at plan in Q3 takes 59 more person-days than Q2 is on course to give it, about 41,000 €; taken from the roadmap at its present pace, that delays Partner API by about three weeks. These quarters can’t tell what leaving it out would cost.',
  ])
})

test('reliability at plan is its planned share of the days that next quarter has', () => {
  const next = (part: number) => ({
    ...asManyDays,
    teams: asManyDays.teams.map((team) => ({
      ...team,
      forecast: { ...team.forecast, availableMilliDays: team.capacity.plannedQuarterMilliDays * part },
    })),
  })
  // Half of the budget of 70, or one and a half of it, less the projected 11.
  expect(choice(next(0.5), 'search')?.[0]).toContain(' takes 24 more person-days than ')
  expect(choice(next(1.5), 'search')?.[0]).toContain(' takes 94 more person-days than ')
  // Less than is projected: nothing has to be taken from the roadmap, and what took the days is asked about.
  expect(choice(next(0.1), 'search')?.[0]).toMatch(/^Planning 18 % for keeping things running again/)
})

test('what can be promised comes first', () => {
  const { company, ...rest } = exampleReconciliation
  const view = viewOf({ ...rest, company: { ...company, forecast: forecastOfShare(0.41) } }, examplePlan, {
    audience: 'executive',
    scope: { kind: 'company' },
  })
  expect(plainText(choiceOf(view)?.sentences[0] ?? [])).toMatch(
    /^Q3 has 150 person-days; .* can be promised\.$/,
  )
  expect(choiceOf(view)).toMatchObject({ heading: 'To decide before 24 June', isDecision: true })
})

test('where there is nothing to decide, the forecast alone is for the next plan', () => {
  const view = companyView({ ...scopeOnPlan(), forecast: forecastOfShare(0.41) }, teamsOf([{}]))
  expect(choiceOf(view)).toMatchObject({ heading: 'For Q3’s plan', isDecision: false })
  expect(choiceOf(view)?.sentences).toHaveLength(1)
})

function leavingSearchOut(leavingOut: Partial<LeavingOut>): string[] | undefined {
  const teams = exampleReconciliation.teams.map((team) =>
    team.scopeId === 'search' ? { ...team, leavingOut: { ...team.leavingOut, ...leavingOut } } : team,
  )
  return choice({ ...exampleReconciliation, teams }, 'search')
}

test('what leaving it out costs is said where it was measured, with its interval', () => {
  const difference = { milliDays: 14_000, lowMilliDays: 6000, highMilliDays: 22_000 }
  expect(leavingSearchOut({ difference, quartersKept: 4, quartersLeftOut: 3 })?.[0]).toContain(
    ' Leaving it out cost Search 6 to 22 more person-days on interruptions in the next quarter (3 quarters after leaving it out against 4 after keeping it).',
  )
})

test('where it was not measured, the tickets whose recurrence would tell are named', () => {
  const ticket = (key: string, milliDays: number) => ({
    key,
    title: key,
    url: `https://tracker.example/browse/${key}`,
    milliDays,
  })
  const recurring = [ticket('SRCH-1', 9000), ticket('SRCH-2', 5000)]
  expect(leavingSearchOut({ recurring })?.[0]).toContain(
    ' These quarters can’t tell what leaving it out would cost; whether SRCH-1 and SRCH-2 come back will show it.',
  )
  expect(leavingSearchOut({ recurring: recurring.slice(0, 1) })?.[0]).toContain(
    '; whether SRCH-1 comes back will show it.',
  )
})

test('a team on plan has nothing to decide', () => {
  expect(choice(exampleReconciliation, 'platform')).toBeUndefined()
})

test('a team that nothing can be said about is no ground for a decision', () => {
  expect(choice(exampleReconciliation, 'mobile')).toBeUndefined()
})

test('keeping things running over its plan is a choice of its own, in shares', () => {
  const view = companyView(
    scopeOnPlan({
      actual: { roadmap: 45, ktlo: 40, reliability: 15, uncategorised: 0 },
      calls: { ktlo: 'over' },
    }),
    teamsOf([{ calls: { ktlo: 'over' } }]),
  )
  expect(choiceOf(view)?.sentences.map(plainText)).toEqual([
    'Planning 25 % for keeping things running again means that it has to shrink from Q2’s 40 %: some of it must be left undone, or made unnecessary.',
  ])
})

test('of work that was not planned at all, planning as before leaves none', () => {
  const unplanned = {
    planned: { roadmap: 75, ktlo: 25, reliability: 0 },
    calls: { reliability: 'over' },
  } as const
  const view = companyView(scopeOnPlan(unplanned), teamsOf([unplanned]))
  expect(choiceOf(view)?.sentences.map(plainText)).toEqual([
    'Planning nothing for reliability work again means that it has to shrink from Q2’s 15 % to none: all of it must be left undone.',
  ])
})

test('it is no choice where only a team is over, and the whole can’t be told to be', () => {
  expect(choiceOf(companyView(scopeOnPlan(), teamsOf([{ calls: { ktlo: 'over' } }])))).toBeNull()
})

test('a commitment whose planned days are nearly spent is not what next quarter’s trade moves', () => {
  const teams = asManyDays.teams.map((team) =>
    team.scopeId === 'search'
      ? {
          ...team,
          commitments: [
            commitmentOf('search', 'Nearly there', 180, 163),
            commitmentOf('search', 'Past it', 120, 138),
          ].map((commitment) => commitmentStandingOf(commitment, exampleReconciliation.elapsedShare, false)),
        }
      : team,
  )
  expect(choice({ ...exampleReconciliation, teams }, 'search')?.[0]).toContain(
    'Keeping Search’s reliability work at plan in Q3 takes 59 more person-days than Q2 is on course to give it, about 41,000 €; taken from the roadmap at its present pace, that delays what Search builds next by about three weeks. These quarters can’t tell what leaving it out would cost.',
  )
})

test('a closed quarter’s decision is for the quarter that has begun, not before its planning', () => {
  const view = viewOf(closedReconciliation, examplePlan, {
    audience: 'executive',
    scope: { kind: 'company' },
  })
  expect(choiceOf(view)?.heading).toBe('To decide for Q3')
})

test('without a date for the next planning, the decision is before it', () => {
  const view = companyView(scopeOnPlan(), teamsOf([drifting]), { plan: { quarters: [] } })
  expect(choiceOf(view)?.heading).toBe('To decide before Q3 is planned')
})

/** What is to decide of teams A, B, C …, while their quarter runs. */
const choiceFor = (sketches: readonly Partial<ScopeSketch>[], changes: ViewChanges = {}) =>
  choiceOf(companyView(scopeOnPlan(), teamsOf(sketches), changes))?.sentences.map(plainText)

test('what reliability at plan takes is a sum over the teams that need more than this quarter gives them, which are named', () => {
  // Budgets of 65 days, of which 20 and 40 will be spent. One is on its way past its plan, which takes nothing off the others'.
  const [first] =
    choiceFor([
      { ...drifting, projectedDays: [18, 20, 22] },
      { ...drifting, projectedDays: [80, 90, 95] },
      { ...drifting, projectedDays: [38, 40, 42] },
    ]) ?? []
  expect(first).toEqual(
    expect.stringMatching(
      /^Keeping A’s and C’s reliability work at plan in Q3 takes 70 more person-days than Q2 is on course to give it, about 49,000 €;/,
    ),
  )
})

test('without a projection, what is left of the plan is what was not spent', () => {
  expect(choiceFor([drifting])?.[0]).toContain('takes 50 more person-days than Q2 is on course to give it')
})

test('a team without roadmap work delays nothing, and one with nothing to add is no choice', () => {
  const none = { ...drifting, actual: { roadmap: 0, ktlo: 60, reliability: 15, uncategorised: 0 } }
  const enough = { ...drifting, projectedDays: [80, 90, 95] } as const
  expect(choiceFor([none])?.[0]).not.toContain('delays')
  expect(choiceFor([enough])).toBeUndefined()
  expect(choiceFor([none, drifting])?.[0]).toMatch(/that delays what B builds next by about \w+ weeks\./)
})

test('three delays are named in the plan’s order; of more, the teams are counted and the longest is told', () => {
  const moves = [20, 50, 10, 40].map((days) => ({
    ...drifting,
    projectedDays: [65 - days, 65 - days, 65 - days] as const,
  }))
  expect(choiceFor(moves.slice(0, 3))?.[0]).toMatch(
    /delays what A builds next by about three weeks, what B builds next by about nine weeks and what C builds next by about two weeks\. /,
  )
  expect(choiceFor(moves)?.[0]).toContain(
    'that delays the roadmaps of 4 teams, the most affected by about nine weeks. These',
  )
})

test('teams whose next work comes equally late are told together', () => {
  const moves = [20, 50, 20].map((days) => ({
    ...drifting,
    projectedDays: [65 - days, 65 - days, 65 - days] as const,
  }))
  expect(choiceFor(moves)?.[0]).toContain(
    'delays what A and C build next by about three weeks and what B builds next by about nine weeks. ',
  )
})

test('the open commitment with most days left is what moves', () => {
  const commitments = [
    commitmentOf('A', 'Some left', 60, 30),
    commitmentOf('A', 'Most left', 90, 50),
    commitmentOf('A', 'Less left', 90, 70),
  ]
  expect(choiceFor([{ ...drifting, commitments }])?.[0]).toContain(
    'Keeping A’s reliability work at plan in Q3 takes 50 more person-days than Q2 is on course to give it, about 35,000 €; taken from the roadmap at its present pace, that delays Most left by about nine weeks. These quarters can’t tell what leaving it out would cost.',
  )
})

test('of tickets whose recurrence would tell, the two largest are named', () => {
  const leavingOut = {
    quartersKept: 0,
    quartersLeftOut: 0,
    difference: null,
    recurring: [3, 9, 5, 7].map((days) => ({
      key: `S-${days}`,
      title: 'Outage',
      url: 'https://tracker.example/1',
      milliDays: days * 1000,
    })),
  }
  expect(choiceFor([{ ...drifting, leavingOut }])?.[0]).toContain(
    'whether S-9 and S-7 come back will show it',
  )
})

test.each([
  [4, 'Keeping A’s, B’s, C’s and D’s reliability work at plan'],
  [5, 'Keeping five teams’ reliability work at plan'],
])('of %d teams whose choice it is, four are named', (count, words) => {
  expect(choiceFor(Array.from({ length: count }, () => drifting))?.[0]).toContain(words)
})
