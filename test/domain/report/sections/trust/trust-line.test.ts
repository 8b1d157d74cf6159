import { expect, test } from 'vitest'
import type { Reconciliation } from '../../../../../domain/reconcile/dataset/reconciliation.ts'
import type { Doubt } from '../../../../../domain/reconcile/dataset/verdicts.ts'
import { trustSentences } from '../../../../../domain/report/sections/trust/trust.ts'
import { trustInShort } from '../../../../../domain/report/sections/trust/trust-line.ts'
import { plainText } from '../../../../../domain/report/words/sentence.ts'
import { exampleReconciliation } from '../../../../builders/example-company.ts'
import { companyView, scopeOnPlan, teamsOf, teamView } from '../../../../builders/report-view.ts'

const unsorted = {
  actual: { roadmap: 30, ktlo: 20, reliability: 10, uncategorised: 40 },
  unattributedDays: 25,
}

function lineOf(doubt: Doubt | null): string {
  const view = teamView({ ...scopeOnPlan(unsorted), doubt })
  return trustInShort(view).map(plainText)[0] ?? ''
}

test.each<[string, Doubt | null, string]>([
  ['no doubt', null, 'How sure: good to ±'],
  ['no plan', { because: 'no_plan' }, 'How sure: good to ±'],
  [
    'a first day',
    { because: 'too_early', workingDays: 1 },
    '40 % of the work is not sorted, 20 % of the days',
  ],
  ['unsorted work', { because: 'mostly_uncategorised', share: 0.4 }, '20 % of the days show on no ticket.'],
  ['days without a ticket', { because: 'half_unattributed', share: 0.6 }, '40 % of the work is not sorted.'],
  ['an old reading', { because: 'stale', readUntil: '2026-04-18' }, '40 % of the work is not sorted.'],
])(
  'figures are good to something unless they are in doubt, whose reason is not told again: %s',
  (_, doubt, words) => {
    expect(lineOf(doubt)).toContain(words)
    const isSure = words.startsWith('How sure')
    expect(lineOf(doubt).startsWith('How sure')).toBe(isSure)
    const page = trustSentences(teamView({ ...scopeOnPlan(unsorted), doubt })).map(plainText)
    expect(page.some((sentence) => sentence.startsWith('Shares are good to'))).toBe(isSure)
  },
)

test('a team in doubt is no typical one', () => {
  const teams = teamsOf([{}, {}, { actual: { roadmap: 1, ktlo: 0, reliability: 0, uncategorised: 99 } }])
  const doubtful = { because: 'mostly_uncategorised', share: 0.99 } as const
  const view = companyView(
    scopeOnPlan(),
    teams.map((team, index) => (index === 2 ? { ...team, doubt: doubtful } : team)),
  )
  expect(trustInShort(view).map(plainText)[0]).toBe('How sure: good to ±6 points.')
})

test('a team without a plan is no part of a company that has one', () => {
  const [a, b] = teamsOf([{}, {}])
  if (a === undefined || b === undefined) throw new Error('two teams')
  const view = companyView(scopeOnPlan(), [a, { ...b, doubt: { because: 'no_plan' } }])
  expect(trustInShort(view).map(plainText)).toContain('Not in these figures: B (no plan).')
})

test('what is in no figure is counted once, in the singular too', () => {
  const words = (coverage: Partial<Reconciliation['coverage']>) => {
    const counts = { quarantined: 0, unmatchedAccounts: 0, nobodysLoggedHours: 0, connections: [] }
    const reconciliation = { coverage: { ...exampleReconciliation.coverage, ...counts, ...coverage } }
    return trustInShort(teamView(scopeOnPlan(), { reconciliation })).map(plainText)[1]
  }
  expect(words({ quarantined: 1, unmatchedAccounts: 1, nobodysLoggedHours: 1 })).toBe(
    'Not in these figures: 1 unreadable record; 1 account that matches nobody in the plan; 1 hour that apps logged for nobody.',
  )
  expect(words({ quarantined: 41, unmatchedAccounts: 12, nobodysLoggedHours: 7.4 })).toBe(
    'Not in these figures: 41 unreadable records; 12 accounts that match nobody in the plan; 7 hours that apps logged for nobody.',
  )
  expect(words({ nobodysLoggedHours: 0.4 })).toBeUndefined()
})
