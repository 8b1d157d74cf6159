import { expect, test } from 'vitest'
import type { ReportScope } from '../../../../../domain/plan/plan.ts'
import type { Reconciliation } from '../../../../../domain/reconcile/dataset/reconciliation.ts'
import type { ScopeReconciliation } from '../../../../../domain/reconcile/dataset/scope.ts'
import { type ReportView, viewOf } from '../../../../../domain/report/content/view.ts'
import { trustSentences } from '../../../../../domain/report/sections/trust/trust.ts'
import { plainText } from '../../../../../domain/report/words/sentence.ts'
import {
  closedReconciliation,
  examplePlan,
  exampleReconciliation,
} from '../../../../builders/example-company.ts'
import {
  closedQuarter,
  companyView,
  scopeOnPlan,
  teamsOf,
  teamView,
  type ViewChanges,
} from '../../../../builders/report-view.ts'

function trust(reconciliation: Reconciliation, scope: ReportScope): string {
  return trustSentences(viewOf(reconciliation, examplePlan, { audience: 'product', scope }))
    .map(plainText)
    .join(' ')
}

test('a plan that was fixed after its quarter says so', () => {
  const late = { ...closedReconciliation, baselineTakenAt: Date.parse('2026-07-02T08:00:00Z') }
  expect(trust(late, { kind: 'company' })).toContain(
    'The plan was fixed on 2 July, after the quarter had ended.',
  )
})

test('a team’s report tells the company’s tickets from its own work', () => {
  const words = trust(exampleReconciliation, { kind: 'team', teamId: 'search' })
  expect(words).toMatch(/ of the company’s [\d,]+ tickets are sorted/)
  expect(words).toMatch(/\d+ % of this team’s work; it is part of no share/)
})

test('tickets are reported by how they were sorted, and ways that sorted none are left out', () => {
  const words = (ticketsByStep: Partial<Reconciliation['coverage']['ticketsByStep']>) => {
    const none = { override: 0, rule: 0, inherited: 0, uncategorised: 0 }
    const coverage = {
      ...closedReconciliation.coverage,
      tickets: 100,
      ticketsByStep: { ...none, ...ticketsByStep },
    }
    return trust({ ...closedReconciliation, coverage }, { kind: 'company' })
  }
  expect(words({ rule: 1, inherited: 2, override: 3, uncategorised: 94 })).toContain(
    '6 % of all 100 tickets are sorted (1 % by rule, 2 % from what they belong to, 3 % by a person).',
  )
  expect(words({ rule: 90, uncategorised: 10 })).toContain(
    '90 % of all 100 tickets are sorted (90 % by rule).',
  )
  expect(words({ uncategorised: 100 })).toContain('0 % of all 100 tickets are sorted.')
})

test('records and accounts that are left out are counted, and nothing is said where there are none', () => {
  const words = (quarantined: number, unmatchedAccounts: number) =>
    trust(
      {
        ...closedReconciliation,
        coverage: { ...closedReconciliation.coverage, quarantined, unmatchedAccounts },
      },
      { kind: 'company' },
    )
  expect(words(1, 1)).toContain('Left out: 1 record could not be read; 1 account matches nobody in the plan.')
  expect(words(0, 2)).toContain('Left out: 2 accounts match nobody in the plan.')
  expect(words(3, 0)).toContain('Left out: 3 records could not be read.')
  expect(words(0, 0)).not.toContain('Left out')
})

test('a day or more that was logged on days off is said to be in no figure', () => {
  const words = (daysOffLoggedMilliDays: number) => {
    const { company } = closedReconciliation
    const capacity = { ...company.capacity, daysOffLoggedMilliDays }
    return trust({ ...closedReconciliation, company: { ...company, capacity } }, { kind: 'company' })
  }
  expect(words(999)).not.toContain('weekends')
  expect(words(2600)).toContain('3 days logged on weekends, holidays and absences are in no figure here.')
})

test('a day or more on tickets that were not read any more is in no share, and not without a ticket', () => {
  const words = (unreadMilliDays: number) => {
    const { company } = closedReconciliation
    const unattributedMilliDays = 30_000 + unreadMilliDays
    const capacity = { ...company.capacity, unattributedMilliDays, unreadMilliDays }
    return trust({ ...closedReconciliation, company: { ...company, capacity } }, { kind: 'company' })
  }
  expect(words(999)).not.toContain('last sync of their tickets')
  expect(words(24_000)).toContain(
    '24 days after the last sync of their tickets are in no category and no share.',
  )
  expect(words(24_000)).toContain('30 days (')
})

test('hours that apps logged as nobody’s are reported from one hour on', () => {
  const words = (nobodysLoggedHours: number, scope: ReportScope = { kind: 'company' }) => {
    const coverage = { ...closedReconciliation.coverage, nobodysLoggedHours }
    return trust({ ...closedReconciliation, coverage }, scope)
  }
  expect(words(0.99)).not.toContain('nobody’s')
  expect(words(1)).toContain('1 hour logged by apps is nobody’s, and in no figure here.')
  expect(words(12.4)).toContain('12 hours logged by apps are nobody’s, and in no figure here.')
  expect(words(12.4, { kind: 'team', teamId: 'search' })).toContain(
    'In the whole company, 12 hours logged by apps are nobody’s, and in no figure here.',
  )
})

test('figures as of an earlier day say what has no history', () => {
  const words = (unknownThen: Reconciliation['unknownThen']) =>
    trust(
      { ...closedReconciliation, readAt: Date.parse('2026-08-01T10:00:00Z'), unknownThen },
      { kind: 'company' },
    )
  expect(words(['fields', 'logged_hours', 'plan'])).toContain(
    'and were made on 1 August 2026, 10:00 UTC: what has no history is as it was then (fields such as type and labels, hours that were logged and the plan).',
  )
  expect(words([])).not.toContain('history is')
})

const wordsOf = (view: ReportView) => trustSentences(view).map(plainText).join(' ')

test('a quarter of which no ticket was read says so', () => {
  const coverage = { ...closedReconciliation.coverage, tickets: 0 }
  const words = (reconciliation: ViewChanges['reconciliation']) =>
    wordsOf(teamView(scopeOnPlan(), { reconciliation: { coverage, ...reconciliation } }))
  expect(words({})).toMatch(/^No ticket has been read yet\./)
  expect(words({ state: 'closed' })).toMatch(/^No ticket has been read\./)
})

test('one ticket sorted by each way is reported', () => {
  const ticketsByStep = { rule: 1, inherited: 1, override: 1, uncategorised: 1 }
  const coverage = { ...closedReconciliation.coverage, tickets: 4, ticketsByStep }
  expect(wordsOf(teamView(scopeOnPlan(), { reconciliation: { coverage } }))).toContain(
    '75 % of the company’s 4 tickets are sorted (25 % by rule, 25 % from what they belong to, 25 % by a person).',
  )
})

test.each([
  [0, null],
  [
    0.001,
    '96 % of all 2,412 tickets are sorted (76 % by rule, 15 % from what they belong to, 5 % by a person). What is not sorted takes less than a day, <1 % of the work; it is part of no share, and the bands count that it may be anything. Shares are good to about ±6 points. Work on no ticket is not seen. Days are whole working days, meetings included.',
  ],
  [25, 'What is not sorted takes 25 days, 20 % of the work;'],
])('%d unsorted days are reported as what the bands count', (days, words) => {
  const actual = { roadmap: 60, ktlo: 25, reliability: 15, uncategorised: days }
  const text = wordsOf(companyView(scopeOnPlan({ actual }), teamsOf([{}])))
  if (words === null) expect(text).not.toContain('not sorted')
  else expect(text).toContain(words)
})

test.each([
  [0.4, 'Work on no ticket is not seen. Days'],
  [0.6, 'Work on no ticket is not seen: 1 day (1 %) without a ticket in progress. Days'],
])('of 100 days, %d without a ticket are reported where they round to a point', (unattributedDays, words) => {
  expect(wordsOf(teamView(scopeOnPlan({ unattributedDays })))).toContain(words)
})

test('hands-on days are the stated part of a team’s days', () => {
  const words = (attributed: number, focusShare: number | null) => {
    const actual = { roadmap: attributed, ktlo: 0, reliability: 0, uncategorised: 0 }
    const team = { teamId: 'search', name: 'Search', calendarId: 'office', focusShare }
    return wordsOf(teamView(scopeOnPlan({ actual }), { plan: { teams: [team] } }))
  }
  expect(words(80, 0.5)).toContain(
    'meetings included; at the 50 % that Search states, 40 days of the 80 days are hands-on.',
  )
  expect(words(0, 0.5)).toContain('meetings included.')
  expect(words(80, null)).toContain('meetings included.')
})

test('a baseline is said to be late, or missing, or nothing where it was on time', () => {
  const words = (baseline: string | null) => {
    const baselineTakenAt = baseline === null ? null : Date.parse(baseline)
    return wordsOf(teamView(scopeOnPlan(), { reconciliation: { baselineTakenAt } }))
  }
  expect(words(null)).toContain(
    'No baseline was taken at the quarter’s start, so nothing here is called unplanned.',
  )
  expect(words('2026-04-01T00:00:00Z')).not.toMatch(/baseline|fixed/)
  expect(words('2026-06-30T08:00:00Z')).toContain(
    'The plan was fixed on 30 June, after the quarter had started.',
  )
  expect(words('2026-07-01T08:00:00Z')).toContain(
    'The plan was fixed on 1 July, after the quarter had ended.',
  )
})

test('a connection that was never synced in full, or not lately, is named', () => {
  const words = (syncedAt: number | null) =>
    wordsOf(
      teamView(scopeOnPlan(), {
        reconciliation: {
          coverage: { ...exampleReconciliation.coverage, connections: [{ name: 'Jira', syncedAt }] },
        },
      }),
    )
  expect(words(null)).toContain('Jira has never been synced in full: what is in it is missing here.')
  expect(words(Date.parse('2026-06-01T05:00:00Z'))).toContain(
    'Jira was last synced on 1 June 2026, 05:00 UTC: what changed later is missing here.',
  )
  expect(words(Date.parse('2026-06-12T15:00:00Z'))).not.toContain('Jira')
})

test('bands are given for a typical team beside the company’s, of the widest category each', () => {
  const bands = (...halfBands: readonly number[]) => {
    const teams = teamsOf(halfBands.map((halfBandPoints) => ({ halfBandPoints })))
    return wordsOf(companyView(scopeOnPlan({ halfBandPoints: 3 }), teams)).match(
      /Shares are good [^.]*\./,
    )?.[0]
  }
  expect(bands(8, 5)).toBe('Shares are good to about ±7 points for a team and ±3 for the company.')
  expect(bands(8)).toBe('Shares are good to about ±3 points.')
  const nothing = { roadmap: 0, ktlo: 0, reliability: 0, uncategorised: 0 }
  expect(wordsOf(teamView(scopeOnPlan({ actual: nothing })))).not.toContain('Shares are good')
  expect(wordsOf(teamView(scopeOnPlan({ halfBandPoints: 8 }), closedQuarter))).toContain(
    'Shares are good to about ±8 points.',
  )
})

test('a team’s band is that of its widest category', () => {
  const team = scopeOnPlan()
  const categories = team.categories.map((figures, index) => ({
    ...figures,
    band: { lowShare: figures.actualShare - index / 100, highShare: figures.actualShare + index / 100 },
  }))
  expect(wordsOf(teamView({ ...team, categories }))).toContain('Shares are good to about ±2 points.')
})

test('coarser measures are reported as the span of what they say', () => {
  type Opinion = ScopeReconciliation['secondOpinions'][number]
  const words = (...opinions: readonly (readonly [Opinion['measure'], number])[]) => {
    const secondOpinions = opinions.map(([measure, roadmap]) => ({
      measure,
      shares: { roadmap, ktlo: 1 - roadmap, reliability: 0 },
    }))
    return wordsOf(teamView({ ...scopeOnPlan(), secondOpinions })).match(/Coarser [^.]*\./)?.[0]
  }
  expect(words()).toBeUndefined()
  expect(words(['tickets_closed', 0.5], ['worklogs', 0.501])).toBe(
    'Coarser measures put the roadmap’s share at 50 %.',
  )
  expect(words(['tickets_closed', 0.5], ['worklogs', 0.6], ['worklogs', 0.55])).toBe(
    'Coarser measures, such as counting closed tickets, put the roadmap’s share between 50 % and 60 %.',
  )
  expect(words(['worklogs', 0.6], ['worklogs', 0.5])).toBe(
    'Coarser measures put the roadmap’s share between 50 % and 60 %.',
  )
})
