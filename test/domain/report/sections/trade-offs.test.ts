import { expect, test } from 'vitest'
import type { Reconciliation } from '../../../../domain/reconcile/dataset/reconciliation.ts'
import type { LeavingOut } from '../../../../domain/reconcile/dataset/verdicts.ts'
import { commitmentStandingOf } from '../../../../domain/reconcile/verdicts/commitments.ts'
import { viewOf } from '../../../../domain/report/content/view.ts'
import { choiceOf } from '../../../../domain/report/sections/trade-offs.ts'
import { plainText } from '../../../../domain/report/words/sentence.ts'
import {
  closedReconciliation,
  examplePlan,
  exampleReconciliation,
} from '../../../builders/example-company.ts'
import { companies } from '../../../builders/odd-companies.ts'
import { commitmentOf } from '../../../builders/reconciliation.ts'

function choice(reconciliation: Reconciliation, teamId: string | null = null): string[] | undefined {
  const scope = teamId === null ? ({ kind: 'company' } as const) : ({ kind: 'team', teamId } as const)
  return choiceOf(viewOf(reconciliation, examplePlan, { audience: 'executive', scope }))?.sentences.map(
    plainText,
  )
}

test('reliability at plan is a trade in days, money and weeks of the roadmap', () => {
  // Search: budget 70, projected 11, so 59 more. The roadmap had 188 days in 73 of 91 calendar days: 18.0 a week;
  // 59 / 18.0 = 3.3 weeks. 70 days at 700 EUR: 49,000.
  expect(choice(exampleReconciliation, 'search')).toEqual([
    'Keeping Search’s reliability work at plan in Q3 takes 70 days, about 49,000 €: 59 days more than Q2 is on course to give it.',
    'Taken from the roadmap, at Q2’s pace, that moves Partner API by about three weeks.',
    'What leaving it out costs cannot be told from these quarters.',
    'Planning starts on 24 June.',
  ])
})

function leavingSearchOut(leavingOut: Partial<LeavingOut>): string[] | undefined {
  const teams = exampleReconciliation.teams.map((team) =>
    team.scopeId === 'search' ? { ...team, leavingOut: { ...team.leavingOut, ...leavingOut } } : team,
  )
  return choice({ ...exampleReconciliation, teams }, 'search')
}

test('what leaving it out costs is said where it was measured, with its interval', () => {
  const difference = { milliDays: 14_000, lowMilliDays: 6000, highMilliDays: 22_000 }
  expect(leavingSearchOut({ difference, quartersKept: 4, quartersLeftOut: 3 })).toContain(
    'Leaving it out cost Search’s next quarter 6 to 22 days more of urgent work (80 % interval, 3 quarters after leaving it out against 4 after keeping it).',
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
  expect(leavingSearchOut({ recurring })).toContain(
    'What leaving it out costs cannot be told from these quarters. Whether requests like SRCH-1 and SRCH-2 come back in Q3 would tell.',
  )
})

test('a team on plan has nothing to decide', () => {
  expect(choice(exampleReconciliation, 'platform')).toBeUndefined()
})

test('a team that nothing can be said about is no ground for a decision', () => {
  expect(choice(exampleReconciliation, 'mobile')).toBeUndefined()
})

test('upkeep over its plan is a choice of its own, for the whole quarter', () => {
  // 20 days over in 73 of 91 days: 25 in the whole quarter; 24.9 days at 700 EUR are 17,000.
  const { reconciliation, plan } = companies['zero-budget'] ?? {
    reconciliation: exampleReconciliation,
    plan: examplePlan,
  }
  const view = viewOf(reconciliation, plan, { audience: 'executive', scope: { kind: 'company' } })
  expect(plainText(choiceOf(view)?.sentences[0] ?? [])).toBe(
    'Keeping things running takes 36 % of engineering’s sorted work, planned 25 %. Planning Q3 as Q2 is going leaves 26 days less for everything else, about 18,000 €.',
  )
})

test('a commitment whose planned days are nearly spent is not what next quarter’s trade moves', () => {
  const teams = exampleReconciliation.teams.map((team) =>
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
  expect(choice({ ...exampleReconciliation, teams }, 'search')).toContain(
    'Taken from the roadmap, at Q2’s pace, that moves what Search builds next by about three weeks.',
  )
})

test('a closed quarter’s decision is for the quarter that has begun, not before its planning', () => {
  const view = viewOf(closedReconciliation, examplePlan, {
    audience: 'executive',
    scope: { kind: 'company' },
  })
  expect(choiceOf(view)?.heading).toBe('To decide for Q3')
})
