import { expect, test } from 'vitest'
import type { LeftOutTeam } from '../../../../../domain/reconcile/dataset/reconciliation.ts'
import { composeReport } from '../../../../../domain/report/compose.ts'
import { viewOf } from '../../../../../domain/report/content/view.ts'
import { leftOutSentences } from '../../../../../domain/report/sections/trust/left-out.ts'
import { plainText } from '../../../../../domain/report/words/sentence.ts'
import { examplePlan, exampleReconciliation } from '../../../../builders/example-company.ts'
import { changed } from '../../../../builders/reconciliation.ts'

function leftOut(teams: readonly LeftOutTeam[], kind: 'company' | 'team' = 'company') {
  const reconciliation = { ...exampleReconciliation, leftOut: teams }
  const scope = kind === 'company' ? ({ kind } as const) : ({ kind, teamId: 'search' } as const)
  return leftOutSentences(viewOf(reconciliation, examplePlan, { audience: 'executive', scope })).map(
    plainText,
  )
}

const team = (name: string, because: LeftOutTeam['because']) => ({ teamId: name, name, because })

test('a company’s report names the teams that it leaves out, one sentence a reason', () => {
  const teams = [
    team('Ops', 'small_group'),
    team('Docs', 'small_group'),
    team('Web', 'beside_small_group'),
    team('Next', 'not_yet'),
    team('Old', 'ended'),
    team('Empty', 'nobody_available'),
  ]
  expect(leftOut(teams)).toEqual([
    'Ops and Docs have fewer than 4 people with a working day and so no figures of their own; they count in the company’s.',
    'Web has no figures of its own either, because they would give away those of a smaller team; they count in the company’s.',
    'Empty: left out, because nobody was available.',
    'Next: left out, because nobody is in it yet.',
    'Old: left out, because nobody is in it any more.',
  ])
  const outside = { ...team('Lab', 'small_group'), isOutsideCompany: true } as const
  expect(leftOut([team('Ops', 'small_group'), outside]).at(-1)).toBe(
    'Lab has fewer than 4 people with a working day and so no figures of its own; without a plan it is no part of the company’s either.',
  )
  expect(leftOut(teams, 'team')).toEqual([])
  expect(leftOut([])).toEqual([])
})

test('a team without a plan is said to be no part of the company’s figures', () => {
  const teams = exampleReconciliation.teams.map((each) =>
    each.scopeId === 'search' ? changed(each, { doubt: { because: 'no_plan' } }) : each,
  )
  const view = viewOf({ ...exampleReconciliation, teams }, examplePlan, {
    audience: 'executive',
    scope: { kind: 'company' },
  })
  expect(leftOutSentences(view).map(plainText)).toEqual([
    'Search has no plan for Q2 and is no part of the company’s figures.',
  ])
})

test('a team that has figures only because the plan lowers the smallest group says so in its report', () => {
  const footerWith = (people: number) => {
    const teams = exampleReconciliation.teams.map((each) =>
      each.scopeId === 'search' ? { ...each, people } : each,
    )
    const { footer } = composeReport({
      reconciliation: { ...exampleReconciliation, teams, minimumGroupPeople: 2 },
      plan: examplePlan,
      spec: { audience: 'product', scope: { kind: 'team', teamId: 'search' } },
    })
    return plainText(footer.at(-1) ?? [])
  }
  expect(footerWith(4)).toBe('Nothing here is about a single person: figures stop at the team.')
  expect(footerWith(3)).toBe(
    'Figures stop at the team, and this one is small: the plan allows figures of its own from 2 people on, where 4 are usual.',
  )
})
