import type { ScopeReconciliation } from '../../../domain/reconcile/dataset/scope.ts'
import { headlineOf } from '../../../domain/reconcile/headline/headline.ts'
import { callOf } from '../../../domain/reconcile/verdicts/call.ts'
import { categorisedDaysOf } from '../../../domain/reconcile/verdicts/overrun.ts'
import { at } from '../ticket.ts'
import { type CompanySketch, closed, pushedAside } from './sketch.ts'

const jira = 'Jira of Example Company'

/** Records that show little, nothing, or one thing only. */
export const records: Readonly<Record<string, CompanySketch>> = {
  'nothing-read': {
    teams: [{ spent: {}, requests: 0, incidents: 0, atNight: 0 }],
    coverage: { tickets: 0, connections: [{ name: jira, syncedAt: null }] },
  },
  'all-unsorted': { teams: [{ spent: { uncategorised: 0.94 } }], ...closed },
  'a-third-unsorted': {
    teams: [{ spent: { roadmap: 0.3, ktlo: 0.2, reliability: 0.1, uncategorised: 0.32 } }],
  },
  'a-tenth-unsorted': {
    teams: [{ spent: { roadmap: 0.48, ktlo: 0.24, reliability: 0.13, uncategorised: 0.1 } }],
  },
  'roadmap-only': { teams: [{ spent: { roadmap: 0.95 }, requests: 0, incidents: 0, atNight: 0 }], ...closed },
  'keeping-running-only': { teams: [{ spent: { ktlo: 0.95 } }] },
  'reliability-only': { teams: [{ spent: { reliability: 0.95 } }], ...closed },
  'shares-below-a-point': {
    teams: [{ spent: { roadmap: 0.93, ktlo: 0.004, reliability: 0.003, uncategorised: 0.002 } }],
    ...closed,
  },
  'half-without-a-ticket': { teams: [{ spent: { roadmap: 0.2, ktlo: 0.15, reliability: 0.05 } }] },
  'every-team-in-doubt': {
    teams: [
      { teamId: 'search', name: 'Search', spent: { roadmap: 0.3 } },
      { teamId: 'web', name: 'Web', spent: { roadmap: 0.4, uncategorised: 0.5 } },
    ],
    ...closed,
  },
  'one-team-in-doubt': {
    teams: [
      { teamId: 'search', name: 'Search', spent: pushedAside },
      { teamId: 'web', name: 'Web', spent: { roadmap: 0.3 } },
      { teamId: 'billing', name: 'Billing' },
    ],
  },
  'stale-connection': {
    teams: [{ spent: pushedAside }],
    coverage: { connections: [{ name: jira, syncedAt: at('2026-06-08T05:00') }] },
  },
  'stale-for-most-of-it': {
    teams: [{ spent: (week) => (week < 3 ? { roadmap: 0.6, ktlo: 0.3 } : {}), unreadFromWeek: 3 }],
    coverage: { connections: [{ name: jira, syncedAt: at('2026-04-18T05:00') }] },
  },
  'connection-never-read': {
    teams: [{}],
    coverage: {
      connections: [
        { name: jira, syncedAt: at('2026-06-12T15:00') },
        { name: 'Linear of Example Company', syncedAt: null },
      ],
    },
  },
  'records-set-aside': { teams: [{}], coverage: { quarantined: 41, unmatchedAccounts: 12 } },
  'counts-of-one': {
    teams: [
      { requests: 0, incidents: 1, atNight: 1, commitments: [{ name: 'Partner API', planned: 4, spent: 1 }] },
    ],
    coverage: { quarantined: 1, unmatchedAccounts: 1 },
    ...closed,
  },
  'bands-of-no-width': { teams: [{ spent: pushedAside }], alter: (dataset) => withBands(dataset, 0) },
  'bands-of-everything': {
    teams: [{ spent: pushedAside }],
    alter: (dataset) => withBands(dataset, 1),
    ...closed,
  },
}

/** The same dataset with bands so much wider or narrower, and the calls that then hold. */
function withBands<
  T extends { readonly company: ScopeReconciliation; readonly teams: readonly ScopeReconciliation[] },
>(dataset: T, halfShare: number): T {
  const banded = (scope: ScopeReconciliation): ScopeReconciliation => {
    const categories = scope.categories.map((figures) => {
      const { actualShare, plannedShare } = figures
      const band = {
        lowShare: Math.max(0, actualShare - halfShare),
        highShare: Math.min(1, actualShare + halfShare),
      }
      return {
        ...figures,
        band,
        call: callOf(plannedShare, actualShare, band, categorisedDaysOf(scope), false),
      }
    })
    const changed = { ...scope, categories }
    return { ...changed, headline: headlineOf(changed) }
  }
  return { ...dataset, company: banded(dataset.company), teams: dataset.teams.map(banded) }
}
