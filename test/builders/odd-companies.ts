import type { Plan } from '../../domain/plan/plan.ts'
import type { Reconciliation } from '../../domain/reconcile/dataset/reconciliation.ts'
import type { ReviewerStatement, ReviewersWords } from '../../domain/report/content/reviewers.ts'
import { closedReconciliation, examplePlan, exampleReconciliation } from './example-company.ts'
import { commitmentOf, reconciliationOf, scopeOf, sourceOf } from './reconciliation.ts'

/** A company that a report must read well for, although something about it is unusual. */
export interface OddCompany {
  readonly reconciliation: Reconciliation
  readonly plan: Plan
  readonly said?: ReviewersWords
}

const nothing = { roadmap: 0, ktlo: 0, reliability: 0, uncategorised: 0 }
const onPlan = { roadmap: 120, ktlo: 40, reliability: 40, uncategorised: 0 }
const planned = { roadmap: 120, ktlo: 40, reliability: 40 }

function planFor(reconciliation: Reconciliation, changes: Partial<Plan> = {}): Plan {
  return {
    ...examplePlan,
    teams: reconciliation.teams.map((team) => ({
      teamId: team.scopeId,
      name: team.name,
      calendarId: 'office',
      focusShare: null,
    })),
    stakeholders: examplePlan.stakeholders.map((reader) =>
      reader.scope.kind === 'company'
        ? reader
        : { ...reader, scope: { kind: 'team', teamId: reconciliation.teams[0]?.scopeId ?? '' } },
    ),
    ...changes,
  }
}

function company(reconciliation: Reconciliation, changes: Partial<Plan> = {}): OddCompany {
  return { reconciliation, plan: planFor(reconciliation, changes) }
}

/** Nothing was synced yet. */
export const noData = company(
  reconciliationOf(
    scopeOf({
      scopeId: 'company',
      name: 'Example Company',
      planned,
      actual: nothing,
      unattributedDays: 200,
    }),
    [
      scopeOf({
        scopeId: 'core',
        name: 'Core',
        planned,
        actual: nothing,
        unattributedDays: 200,
      }),
    ],
    {
      baselineTakenAt: null,
      coverage: {
        tickets: 0,
        ticketsByStep: { override: 0, rule: 0, inherited: 0, uncategorised: 0 },
        quarantined: 0,
        unmatchedAccounts: 0,
        nobodysLoggedHours: 0,
        connections: [{ name: 'Jira of Example Company', syncedAt: null }],
      },
    },
  ),
)

/** One team, on plan, first quarter, no baseline, no cost: almost nothing to say. */
export const oneQuietTeam = company(
  reconciliationOf(
    scopeOf({ scopeId: 'company', name: 'Example Company', planned, actual: onPlan }),
    [
      scopeOf({
        scopeId: 'core',
        name: 'Core',
        planned,
        actual: onPlan,
      }),
    ],
    { baselineTakenAt: null },
  ),
  { costPerPersonDay: null },
)

const team = (index: number) =>
  scopeOf({
    scopeId: `team-${index}`,
    name: `Team number ${index}`,
    planned,
    actual: index % 4 === 0 ? { roadmap: 80, ktlo: 90, reliability: 20, uncategorised: 10 } : onPlan,
    calls: index % 4 === 0 ? { roadmap: 'under', ktlo: 'over' } : {},
    interruptions: { tickets: 12 },
  })

/** Forty teams, every fourth off its plan. */
export const fortyTeams = company(
  reconciliationOf(
    scopeOf({
      scopeId: 'company',
      name: 'Example Company',
      planned: { roadmap: 4800, ktlo: 1600, reliability: 1600 },
      actual: { roadmap: 4400, ktlo: 2100, reliability: 1400, uncategorised: 100 },
      calls: { roadmap: 'under', ktlo: 'over' },
      halfBandPoints: 1,
    }),
    Array.from({ length: 40 }, (_, index) => team(index)),
  ),
)

/** A team that planned no reliability work, and whose relay of the tracker is stale. */
export const zeroBudget = company(
  reconciliationOf(
    scopeOf({
      scopeId: 'company',
      name: 'Example Company',
      planned: { roadmap: 150, ktlo: 50, reliability: 0 },
      actual: { roadmap: 120, ktlo: 70, reliability: 6, uncategorised: 4 },
      calls: { roadmap: 'cannot_tell', ktlo: 'over', reliability: 'cannot_tell' },
    }),
    [
      scopeOf({
        scopeId: 'core',
        name: 'Core',
        planned: { roadmap: 150, ktlo: 50, reliability: 0 },
        actual: { roadmap: 120, ktlo: 70, reliability: 6, uncategorised: 4 },
        calls: { roadmap: 'cannot_tell', ktlo: 'over', reliability: 'cannot_tell' },
      }),
    ],
    {
      baselineTakenAt: Date.parse('2026-05-12T08:00:00Z'),
      coverage: {
        ...exampleReconciliation.coverage,
        connections: [{ name: 'Jira of Example Company', syncedAt: Date.parse('2026-06-01T05:00:00Z') }],
      },
    },
  ),
)

/** Markup, template syntax, mail-template tags, right-to-left text, control characters, 300 characters. */
export const hostileTexts = [
  '</td></tr></table><script>alert(1)</script>',
  '</mj-text><mj-button href="https://evil.example">Pay</mj-button>',
  ['@@answer@@ {{constructor}} $', '{7*7} <%= 1 %> <!--end findings-->'].join(''),
  'شركة المثال \u202e(evil) مثال',
  `${'VeryLongWordWithoutASpace'.repeat(12)}`,
  '" onmouseover="alert(1)" x=\'',
  'Line\r\nBcc: all@company.example\u0000\u2028next',
  "$& $1 $` $'",
] as const

const hostile = (index: number) => hostileTexts[index % hostileTexts.length] ?? ''

const hostileTeam = scopeOf({
  scopeId: 'core',
  name: hostile(0),
  planned,
  actual: { roadmap: 80, ktlo: 80, reliability: 10, uncategorised: 20 },
  budgetDays: 50,
  calls: { roadmap: 'under', ktlo: 'over', reliability: 'under' },
  reliabilityState: 'drifting',
  projectedDays: [10, 12, 20],
  interruptions: { tickets: 40, incidents: 20, incidentsOutOfHours: 4 },
  commitments: [
    commitmentOf('core', hostile(1), 60, 10),
    commitmentOf('core', hostile(2), 40, 60),
    commitmentOf('core', hostile(3), 30, 2, { category: 'reliability' }),
    commitmentOf('core', hostile(6), 30, 0, { found: false }),
  ],
  sources: [
    sourceOf('ktlo', hostile(2), 30, ['X-1']),
    sourceOf('ktlo', hostile(3), 20, ['X-2']),
    sourceOf('ktlo', hostile(4), 10, ['X-3']),
    { ...sourceOf('ktlo', hostile(7), 8, ['X-4']), url: 'javascript:alert(1)' },
    {
      ...sourceOf('ktlo', hostile(5), 4, ['X-5']),
      url: 'https://tracker.example/"><script>alert(2)</script>',
    },
    sourceOf('reliability', hostile(6), 9, ['X-6']),
    sourceOf('uncategorised', hostile(5), 9, ['X-7']),
  ],
  requestsBefore: { quarter: '2026-Q1', count: 12 },
  capacityGap: { kind: 'missing', milliDays: 12_000 },
})

/** Every text that comes from outside tries something. */
export const hostileCompany = {
  ...company(
    reconciliationOf({ ...hostileTeam, scopeId: 'company', name: hostile(1) }, [hostileTeam], {
      coverage: {
        ...exampleReconciliation.coverage,
        connections: [{ name: hostile(0), syncedAt: null }],
      },
    }),
    { company: hostile(3) },
  ),
  said: {
    statements: hostileTexts.map((text, index) => saidBy('core', hostile(index + 1), text)),
    unanswered: { teamIds: ['core'], by: '2026-07-03' },
  },
}

/** A statement about a team's quarter, as a test has somebody make it. */
export function saidBy(
  teamId: string,
  authorName: string,
  text: string,
  changes: Partial<ReviewerStatement> = {},
): ReviewerStatement {
  return {
    teamId,
    quarter: '2026-Q2',
    authorEmail: 'una@company.example',
    authorName,
    saidAt: Date.parse('2026-05-28T09:30:00Z'),
    text,
    saidIn: 'drift notice',
    ...changes,
  }
}

const reviewed: OddCompany = {
  reconciliation: closedReconciliation,
  plan: examplePlan,
  said: {
    statements: [
      saidBy('search', 'Una Fixture', 'We traded it for the marketplace launch. We would not do so again.'),
      saidBy('search', 'Tom Specimen', 'Half of it was one incident; its follow-ups are in Q3.', {
        saidAt: Date.parse('2026-07-02T16:00:00Z'),
        saidIn: 'review',
      }),
    ],
    unanswered: { teamIds: ['billing', 'mobile'], by: '2026-07-03' },
  },
}

/** Every odd company, and the two ordinary states, by name. */
export const companies: Readonly<Record<string, OddCompany>> = {
  running: { reconciliation: exampleReconciliation, plan: examplePlan },
  closed: { reconciliation: closedReconciliation, plan: examplePlan },
  'no-data': noData,
  'one-quiet-team': oneQuietTeam,
  'forty-teams': fortyTeams,
  'zero-budget': zeroBudget,
  hostile: hostileCompany,
  reviewed,
}
