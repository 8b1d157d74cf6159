import { expect, test } from 'vitest'
import { type Audience, audiences } from '../../../../../domain/plan/plan.ts'
import type { Doubt } from '../../../../../domain/reconcile/dataset/verdicts.ts'
import { companyDoubtOf } from '../../../../../domain/reconcile/verdicts/doubt.ts'
import { composeReport } from '../../../../../domain/report/compose.ts'
import { plainText } from '../../../../../domain/report/words/sentence.ts'
import { examplePlan, exampleReconciliation } from '../../../../builders/example-company.ts'
import { changed } from '../../../../builders/reconciliation.ts'

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
  expect(content.subject).toBe('Q2 so far: can’t tell, none of the work is sorted')
  expect(content.preheader).toBe('More can be told once rules sort the largest tickets.')
  expect(plainText(content.answer)).toMatch(/^Nothing sure can be said about Q2 so far:/)
  // A mail program may not show the preheader once the mail is open.
  expect(plainText(content.answer)).toContain(content.preheader)
  expect(content.details.trend).toEqual([])
  expect(content.choice).toBeNull()
  const words = content.lines.map((line) => plainText(line.words))
  // The answer has said why.
  expect(words.join(' ')).not.toMatch(/off plan|can’t tell/)
})

test.each(audiences)('teams with different reasons share no reason (%s)', (audience) => {
  const content = companyReport(audience, null, [
    { because: 'half_unattributed', share: 0.6 },
    { because: 'no_effort' },
  ])
  expect(content.subject).toBe('Q2 so far: can’t tell, no team’s records allow it')
})

test.each(audiences)('a company whose records taken together allow no call says so too (%s)', (audience) => {
  const doubt: Doubt = { because: 'half_unattributed', share: 0.56 }
  const company = changed(exampleReconciliation.company, { doubt })
  const content = composeReport({
    reconciliation: { ...exampleReconciliation, company },
    plan: examplePlan,
    spec: { audience, scope: { kind: 'company' } },
  })
  expect(content.subject).toBe('Q2 so far: can’t tell, 56 % of the days show on no ticket')
})

test.each(audiences)(
  'where no ticket shows any work, every audience reads the same first (%s)',
  (audience) => {
    const content = companyReport(audience, { because: 'no_effort' }, [{ because: 'no_effort' }])
    expect(content.subject).toBe('Q2 so far: can’t tell, no ticket shows any work')
    expect(plainText(content.answer)).toBe(
      'Nothing can be said about Q2 yet: no ticket shows any work. Whoever keeps the plan can check that the right projects are synced, and that its people match the trackers’ accounts.',
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
  expect(content.subject).toBe('Search, Q2 so far: 60 % of the time on the roadmap, no plan')
  expect(content.preheader).not.toMatch(/planned|elsewhere/)
  expect(content.preheader).toBe('Once the plan has shares for the quarter, the two can be compared.')
  expect(content.details.trend).toEqual([])
  expect(content.figures?.rows.slice(0, 3).map(({ cells }) => [cells[0], cells[2]])).toEqual([
    ['–', '–'],
    ['–', '–'],
    ['–', '–'],
  ])
})

test.each<[Doubt, string]>([
  [{ because: 'nobody_available' }, 'can’t tell, nobody has been available'],
  [{ because: 'too_early', workingDays: 0 }, 'too early to tell, no working day yet'],
  [{ because: 'too_early', workingDays: 1 }, 'too early to tell, 1 working day so far'],
  [{ because: 'too_early', workingDays: 4 }, 'too early to tell, 4 working days so far'],
  [{ because: 'small_group', minimumPeople: 4 }, 'too few people for figures of their own'],
])('says that %j', (doubt, reason) => {
  const { subject, answer } = companyReport('executive', doubt, [doubt])
  expect(subject).toBe(`Q2 so far: ${reason}`)
  expect(plainText(answer)).not.toContain('right projects')
})
