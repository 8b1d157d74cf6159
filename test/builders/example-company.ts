import type { Plan, Stakeholder } from '../../domain/plan/plan.ts'
import { audiences } from '../../domain/plan/plan.ts'
import { calendarYear } from '../../domain/quarter.ts'
import type { PastQuarter, Reconciliation } from '../../domain/reconcile/dataset/reconciliation.ts'
import {
  commitmentOf,
  pastScopeOf,
  reconciliationOf,
  type ScopeSketch,
  scopeOf,
  sourceOf,
} from './reconciliation.ts'

const reliability = { category: 'reliability' } as const

const billing: ScopeSketch = {
  scopeId: 'billing',
  name: 'Billing',
  planned: { roadmap: 270, ktlo: 90, reliability: 90 },
  actual: { roadmap: 168, ktlo: 206, reliability: 42, uncategorised: 14 },
  budgetDays: 112,
  calls: { roadmap: 'under', ktlo: 'over', reliability: 'under' },
  reliabilityState: 'drifting',
  projectedDays: [46, 52, 60],
  requestsBefore: { quarter: '2026-Q1', count: 58 },
  incidentsBefore: { quarter: '2025-Q4', count: 30 },
  interruptions: { tickets: 143, incidents: 88, incidentsOutOfHours: 61, milliDays: 96_000 },
  commitments: [
    commitmentOf('billing', 'E-invoicing for Example Land', 140, 62),
    commitmentOf('billing', 'Yearly subscriptions', 80, 71),
    commitmentOf('billing', 'Retry queue for payments', 60, 24, reliability),
    commitmentOf('billing', 'Ledger checks', 52, 18, reliability),
  ],
  sources: [
    sourceOf('ktlo', 'Invoice export fails at month end', 61, ['BILL-101', 'BILL-140', 'BILL-171']),
    sourceOf('ktlo', 'Payment provider outages', 44, ['BILL-77', 'BILL-120']),
    sourceOf('ktlo', 'Tax rate corrections', 29, ['BILL-133']),
    sourceOf('ktlo', 'Dunning letters', 18, ['BILL-150']),
    sourceOf('ktlo', 'Audit questions', 12, ['BILL-88']),
    sourceOf('reliability', 'Retry queue for payments', 24, ['BILL-60']),
    sourceOf('uncategorised', 'Misc requests', 14, ['BILL-190']),
  ],
}

const search: ScopeSketch = {
  scopeId: 'search',
  name: 'Search',
  planned: { roadmap: 210, ktlo: 60, reliability: 56 },
  actual: { roadmap: 188, ktlo: 118, reliability: 9, uncategorised: 11 },
  budgetDays: 70,
  unattributedDays: 22,
  calls: { roadmap: 'cannot_tell', ktlo: 'over', reliability: 'under' },
  reliabilityState: 'drifting',
  projectedDays: [9, 11, 18],
  lastDayToRecover: '2026-06-15',
  requestsBefore: { quarter: '2026-Q1', count: 32 },
  incidentsBefore: { quarter: '2025-Q4', count: 12 },
  interruptions: { tickets: 48, incidents: 25, incidentsOutOfHours: 12, milliDays: 41_000 },
  commitments: [
    commitmentOf('search', 'Partner API', 90, 48),
    commitmentOf('search', 'Marketplace launch', 80, 104, { outcome: 'delivered' }),
    commitmentOf('search', 'Synonyms by language', 40, 36),
    commitmentOf('search', 'Index failover', 38, 6, reliability),
    commitmentOf('search', 'Query time budgets', 20, 3, reliability),
    commitmentOf('search', 'Alert clean-up', 12, 0, { ...reliability, found: false }),
  ],
  sources: [
    sourceOf('ktlo', 'Reindexing by hand', 38, ['SRCH-12', 'SRCH-31', 'SRCH-44']),
    sourceOf('ktlo', 'Slow queries of large shops', 27, ['SRCH-50', 'SRCH-52']),
    sourceOf('ktlo', 'Ranking complaints', 14, ['SRCH-61']),
    sourceOf('ktlo', 'Cluster upgrade', 9, ['SRCH-70']),
    sourceOf('ktlo', 'Feed imports', 7, ['SRCH-75']),
    sourceOf('reliability', 'Index failover', 6, ['SRCH-5']),
    sourceOf('uncategorised', 'Spike: embeddings', 8, ['SRCH-90']),
  ],
}

const mobile: ScopeSketch = {
  scopeId: 'mobile',
  name: 'Mobile',
  planned: { roadmap: 140, ktlo: 50, reliability: 30 },
  actual: { roadmap: 58, ktlo: 30, reliability: 9, uncategorised: 8 },
  unattributedDays: 118,
  halfBandPoints: 14,
  calls: { roadmap: 'cannot_tell', ktlo: 'cannot_tell', reliability: 'cannot_tell' },
  interruptions: { tickets: 19, incidents: 6, incidentsOutOfHours: 1, milliDays: 12_000 },
}

const platform: ScopeSketch = {
  scopeId: 'platform',
  name: 'Platform',
  planned: { roadmap: 120, ktlo: 100, reliability: 110 },
  actual: { roadmap: 118, ktlo: 104, reliability: 104, uncategorised: 2 },
  interruptions: { tickets: 31, incidents: 9, incidentsOutOfHours: 2, milliDays: 28_000 },
}

const checkout: ScopeSketch = {
  scopeId: 'checkout',
  name: 'Checkout',
  planned: { roadmap: 190, ktlo: 60, reliability: 40 },
  actual: { roadmap: 186, ktlo: 62, reliability: 38, uncategorised: 3 },
  interruptions: { tickets: 22, incidents: 8, incidentsOutOfHours: 3, milliDays: 19_000 },
  commitments: [commitmentOf('checkout', 'One-page checkout', 120, 101)],
}

const teams = [billing, search, mobile, platform, checkout]

const company: ScopeSketch = {
  scopeId: 'company',
  name: 'Example Company',
  planned: { roadmap: 930, ktlo: 360, reliability: 326 },
  actual: { roadmap: 718, ktlo: 520, reliability: 202, uncategorised: 38 },
  unattributedDays: 140,
  halfBandPoints: 3,
  budgetDays: 402,
  calls: { roadmap: 'under', ktlo: 'over', reliability: 'under' },
  reliabilityState: 'probably_drifting',
  projectedDays: [232, 251, 270],
  requestsBefore: { quarter: '2026-Q1', count: 176 },
  incidentsBefore: { quarter: '2025-Q4', count: 60 },
  interruptions: { tickets: 263, incidents: 136, incidentsOutOfHours: 79, milliDays: 196_000 },
  commitments: teams.flatMap((team) => team.commitments ?? []),
  sources: teams.flatMap((team) => team.sources ?? []),
}

const past: readonly PastQuarter[] = [
  {
    quarter: '2025-Q4',
    scopes: [
      pastScopeOf(
        'company',
        { roadmap: 0.58, ktlo: 0.24, reliability: 0.16, uncategorised: 0.02 },
        { tickets: 150, incidents: 60, incidentsOutOfHours: 21, milliDays: 118_000 },
        0.05,
      ),
      pastScopeOf(
        'billing',
        { roadmap: 0.6, ktlo: 0.22, reliability: 0.16, uncategorised: 0.02 },
        { tickets: 51, incidents: 30, incidentsOutOfHours: 9, milliDays: 52_000 },
        0.04,
      ),
      pastScopeOf(
        'search',
        { roadmap: 0.62, ktlo: 0.2, reliability: 0.15, uncategorised: 0.03 },
        { tickets: 24, incidents: 12, incidentsOutOfHours: 4, milliDays: 22_000 },
        0.06,
      ),
    ],
  },
  {
    quarter: '2026-Q1',
    scopes: [
      pastScopeOf(
        'company',
        { roadmap: 0.54, ktlo: 0.28, reliability: 0.15, uncategorised: 0.03 },
        { tickets: 176, incidents: 82, incidentsOutOfHours: 34, milliDays: 141_000 },
        0.09,
      ),
      pastScopeOf(
        'billing',
        { roadmap: 0.52, ktlo: 0.3, reliability: 0.15, uncategorised: 0.03 },
        { tickets: 58, incidents: 41, incidentsOutOfHours: 18, milliDays: 61_000 },
        0.11,
      ),
      pastScopeOf(
        'search',
        { roadmap: 0.6, ktlo: 0.27, reliability: 0.1, uncategorised: 0.03 },
        { tickets: 32, incidents: 18, incidentsOutOfHours: 7, milliDays: 33_000 },
        0.12,
      ),
    ],
  },
]

function exampleOf(
  state: 'running' | 'closed',
  asOf: string,
  readAt: readonly [string, string],
): Reconciliation {
  const scope = (sketch: ScopeSketch) => (state === 'closed' ? scopeOf(sketch, 1) : scopeOf(sketch))
  return reconciliationOf(scope(company), teams.map(scope), {
    state,
    asOfAt: Date.parse(asOf),
    past,
    coverage: {
      tickets: 2412,
      ticketsByStep: { override: 121, rule: 1830, inherited: 364, uncategorised: 97 },
      quarantined: 2,
      unmatchedAccounts: 3,
      nobodysLoggedHours: 0,
      connections: [
        { name: 'Jira of Example Company', syncedAt: Date.parse(readAt[0]) },
        { name: 'Linear of Example Company', syncedAt: Date.parse(readAt[1]) },
      ],
    },
  })
}

/** A made-up company of five teams, with everything that a report can have to say. */
export const exampleReconciliation = exampleOf('running', '2026-06-12T16:00:00Z', [
  '2026-06-12T15:40:00Z',
  '2026-06-12T15:41:00Z',
])

/** The same quarter once it has closed. */
export const closedReconciliation = exampleOf('closed', '2026-07-03T06:00:00Z', [
  '2026-07-03T05:40:00Z',
  '2026-07-03T05:40:00Z',
])

function readersOf(scope: Stakeholder['scope'], domainPart: string): Stakeholder[] {
  return audiences.map((audience) => ({
    stakeholderId: `${audience}@${domainPart}.example`,
    name: 'Ada Example',
    email: `${audience}@${domainPart}.example`,
    audience,
    scope,
  }))
}

export const examplePlan: Plan = {
  company: 'Example Company',
  ...calendarYear,
  minimumGroupPeople: 1,
  machineAccounts: [],
  costPerPersonDay: { amount: 700, currency: 'EUR' },
  calendars: [],
  teams: teams.map((team) => ({
    teamId: team.scopeId,
    name: team.name,
    calendarId: 'office',
    focusShare: null,
  })),
  people: [],
  quarters: [{ quarter: '2026-Q2', planningStartsOn: '2026-06-24', teams: [] }],
  stakeholders: [
    ...readersOf({ kind: 'company' }, 'company'),
    ...readersOf({ kind: 'team', teamId: 'search' }, 'search'),
  ],
}
