import { expect, test } from 'vitest'
import { type Audience, audiences } from '../../../../../domain/plan/plan.ts'
import type { Doubt } from '../../../../../domain/reconcile/dataset/verdicts.ts'
import { companyDoubtOf } from '../../../../../domain/reconcile/verdicts/doubt.ts'
import { doubtFirst } from '../../../../../domain/report/audience/shared/in-doubt.ts'
import { composeReport } from '../../../../../domain/report/compose.ts'
import { plainText, say } from '../../../../../domain/report/words/sentence.ts'
import { examplePlan, exampleReconciliation } from '../../../../builders/example-company.ts'
import { changed } from '../../../../builders/reconciliation.ts'
import { scopeOnPlan, teamView } from '../../../../builders/report-view.ts'

/** A company whose teams are in these doubts, in turn, and whose own records say `own`. */
function companyReport(audience: Audience, own: Doubt | null, ofTeams: readonly Doubt[]) {
  const teams = exampleReconciliation.teams.map((team, index) =>
    changed(team, { doubt: ofTeams[index % ofTeams.length] ?? null }),
  )
  const doubt = companyDoubtOf(
    own,
    teams.map((team) => team.doubt),
  )
  const example = exampleReconciliation.company
  const capacity =
    own?.because === 'no_effort' ? { ...example.capacity, attributedMilliDays: 0 } : example.capacity
  const company = changed(example, { doubt, capacity })
  return composeReport({
    reconciliation: { ...exampleReconciliation, teams, company },
    plan: examplePlan,
    spec: { audience, scope: { kind: 'company' } },
  })
}

const unsorted: Doubt = { because: 'mostly_uncategorised', share: 1 }

test.each(audiences)('a company of which no team can be told reads so first (%s)', (audience) => {
  const content = companyReport(audience, unsorted, [unsorted])
  expect(content.subject).toBe(
    'Q2 so far: cannot tell, because 100 % of the work is on tickets that nobody has sorted',
  )
  expect(plainText(content.answer)).toMatch(/^Nothing sure can be said about Q2 so far:/)
  expect(content.trend).toBeNull()
  expect(content.choice).toBeNull()
  const words = content.findings.flatMap(({ sentences }) => sentences.map(plainText))
  expect(words[0]).toMatch(/: cannot tell, because 100 % of the work/)
  expect(words.filter((sentence) => sentence.includes('cannot tell'))).toHaveLength(1)
  if (audience === 'engineering') expect(words[2]).toMatch(/^To fix in the data/)
})

test.each(audiences)('teams with different reasons share no reason (%s)', (audience) => {
  const content = companyReport(audience, null, [
    { because: 'half_unattributed', share: 0.6 },
    { because: 'no_effort' },
  ])
  expect(content.subject).toBe('Q2 so far: cannot tell, because the records of no team allow it')
})

test.each(audiences)('a company whose records taken together allow no call says so too (%s)', (audience) => {
  const doubt: Doubt = { because: 'half_unattributed', share: 0.56 }
  const company = changed(exampleReconciliation.company, { doubt })
  const content = composeReport({
    reconciliation: { ...exampleReconciliation, company },
    plan: examplePlan,
    spec: { audience, scope: { kind: 'company' } },
  })
  expect(content.subject).toBe(
    'Q2 so far: cannot tell, because 56 % of the working days have no ticket in progress',
  )
})

test.each(audiences)(
  'where no ticket shows any work, every audience reads the same first (%s)',
  (audience) => {
    const content = companyReport(audience, { because: 'no_effort' }, [{ because: 'no_effort' }])
    expect(content.subject).toBe('Q2 so far: cannot tell, because no ticket shows any work')
    expect(plainText(content.answer)).toBe(
      'Nothing can be said about Q2 yet: no ticket shows any work. What would change that stands below.',
    )
  },
)

test.each(audiences)('a team without a plan never went where it was planned (%s)', (audience) => {
  const teams = exampleReconciliation.teams.map((team) =>
    team.scopeId === 'search'
      ? changed(team, { doubt: { because: 'no_plan' }, misalignmentShare: null })
      : team,
  )
  const content = composeReport({
    reconciliation: { ...exampleReconciliation, teams },
    plan: examplePlan,
    spec: { audience, scope: { kind: 'team', teamId: 'search' } },
  })
  expect(content.subject).toBe('Search, Q2 so far: cannot tell, because the plan has nothing for Q2')
  expect(content.preheader).not.toMatch(/planned|elsewhere/)
  expect(content.trend).toBeNull()
  const [categories] = content.tables
  expect(categories?.rows.slice(0, 3).map(({ cells }) => cells[0])).toEqual(['–', '–', '–'])
  expect(plainText(content.findings[0]?.sentences[0] ?? [])).toBe(
    'Search: cannot tell, because the plan has nothing for Q2.',
  )
})

test.each<[Doubt, string]>([
  [{ because: 'nobody_available' }, 'nobody has been available'],
  [{ because: 'too_early', workingDays: 0 }, 'no working day of Q2 has begun'],
  [{ because: 'too_early', workingDays: 1 }, 'only 1 working day of Q2 has begun'],
  [{ because: 'too_early', workingDays: 4 }, 'only 4 working days of Q2 have begun'],
  [
    { because: 'small_group', minimumPeople: 4 },
    'too few people work here for figures that are of no single person',
  ],
])('says that %j', (doubt, reason) => {
  const { subject, answer } = companyReport('executive', doubt, [doubt])
  expect(subject).toBe(`Q2 so far: cannot tell, because ${reason}`)
  expect(plainText(answer)).not.toContain('right projects')
})

const finding = (...sentences: readonly string[]) => ({
  sentences: sentences.map((sentence) => say`${sentence}`),
  items: [],
  atStakeMilliDays: null,
  evidence: [say`evidence`],
})

test('a doubt is said once and first: a finding that repeats it keeps only what else it says', () => {
  const view = teamView(scopeOnPlan({ doubt: { because: 'no_plan' } }))
  const doubt = 'Search: cannot tell, because the plan has nothing for Q2.'
  const remedy = 'Shares in the plan would change that.'
  const others = [finding(doubt, remedy), finding('Before.', doubt), finding('Untouched.')]
  expect(
    doubtFirst(view, others).map(({ sentences, evidence }) => [...sentences.map(plainText), evidence.length]),
  ).toEqual([
    [doubt, remedy, 0],
    ['Before.', 0],
    ['Untouched.', 1],
  ])
})

test('a doubt and two findings are all that is said', () => {
  const view = teamView(scopeOnPlan({ doubt: { because: 'no_plan' } }))
  expect(
    doubtFirst(
      view,
      ['One.', 'Two.', 'Three.'].map((words) => finding(words)),
    ),
  ).toHaveLength(3)
})
