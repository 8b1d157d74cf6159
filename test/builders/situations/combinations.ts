import { saidBy } from '../odd-companies.ts'
import { at } from '../ticket.ts'
import { type CompanySketch, closed, leftOut, pushedAside, usualTeam } from './sketch.ts'

const reliability = { category: 'reliability' } as const
const asPlanned = { spent: usualTeam.spent }
const onlyIncidents = { requests: 0, incidents: 30, atNight: 12 }

/** Several verdicts at once, and quarters that end, begin or are read oddly. */
export const combinations: Readonly<Record<string, CompanySketch>> = {
  'roadmap-over-and-reliability-missed': {
    teams: [
      {
        spent: { roadmap: 0.8, ktlo: 0.13, reliability: 0.02 },
        past: [{ spent: pushedAside }, { spent: { roadmap: 0.9, ktlo: 0.05 } }, asPlanned],
      },
    ],
    ...closed,
  },
  'everything-off-at-once': {
    teams: [
      {
        spent: { roadmap: 0.2, ktlo: 0.68, reliability: 0.02 },
        plannedPeople: 10,
        past: [asPlanned],
        ...onlyIncidents,
        commitments: [
          { name: 'Partner API', planned: 90, spent: 20 },
          { name: 'Price lists', planned: 40, spent: 12, outcome: 'dropped' },
          { name: 'Vouchers', planned: 30 },
        ],
      },
    ],
    coverage: { quarantined: 7, unmatchedAccounts: 4 },
  },
  'dropped-commitments-only': {
    teams: [
      {
        spent: { roadmap: 0.56, ktlo: 0.24, reliability: 0.14 },
        commitments: [
          { name: 'Partner API', planned: 120, spent: 60, outcome: 'dropped' },
          { name: 'Price lists', planned: 80, spent: 79, outcome: 'dropped' },
        ],
      },
    ],
  },
  'team-renamed-in-mid-quarter': {
    teams: [
      { teamId: 'payments', name: 'Money Movement (was Payments)', spent: pushedAside, past: [{}, {}] },
      { teamId: 'web', name: 'Web' },
    ],
  },
  'half-the-people-new': {
    teams: [
      { teamId: 'core', name: 'Core', people: 4, past: [{}, {}] },
      { teamId: 'new', name: 'Newcomers', people: 4, from: '2026-05-11' },
    ],
    ...closed,
  },
  'only-incidents': {
    teams: [{ spent: { ktlo: 0.94 }, ...onlyIncidents, past: [{}] }],
    ...closed,
  },
  'three-days-left': {
    teams: [{ spent: leftOut, commitments: [{ name: 'Partner API', planned: 90, spent: 80 }] }],
    asOf: '2026-06-27T06:00',
    planningStartsOn: null,
  },
  'three-days-left-and-all-well': { teams: [{ past: [{}, {}] }], asOf: '2026-06-27T06:00' },
  'huge-sums': {
    teams: [{ people: 400, spent: pushedAside }],
    cost: { amount: 14_500_000, currency: 'IDR' },
    ...closed,
  },
  'tiny-sums': { teams: [{ spent: leftOut }], cost: { amount: 2, currency: 'EUR' } },
  'money-of-three-decimals': { teams: [{ spent: pushedAside }], cost: { amount: 210.125, currency: 'KWD' } },
  'two-trackers-one-stale': {
    teams: [
      { teamId: 'search', name: 'Search', spent: pushedAside },
      { teamId: 'web', name: 'Web' },
    ],
    coverage: {
      connections: [
        { name: 'Jira of Example Company', syncedAt: at('2026-06-12T15:40') },
        { name: 'Linear of Example Company', syncedAt: at('2026-06-01T05:00') },
      ],
    },
  },
  'unsorted-45-percent': {
    teams: [{ spent: { roadmap: 0.28, ktlo: 0.14, reliability: 0.08, uncategorised: 0.42 } }],
    ...closed,
  },
  'unsorted-a-fifth-and-reliability-missed': {
    teams: [{ spent: { roadmap: 0.5, ktlo: 0.22, reliability: 0.02, uncategorised: 0.2 } }],
    ...closed,
  },
  'first-quarter-with-commitments-too-big': {
    teams: [
      {
        commitments: [
          { name: 'New platform', planned: 900, spent: 100 },
          { name: 'One checkout for all', planned: 700, spent: 60 },
          { name: 'Price lists', planned: 40, spent: 38, outcome: 'delivered' },
        ],
      },
    ],
  },
  'reliability-by-name-all-done-early': {
    teams: [
      {
        spent: { roadmap: 0.62, ktlo: 0.24, reliability: 0.08 },
        commitments: [
          { name: 'Index failover', planned: 40, spent: 20, outcome: 'delivered', ...reliability },
          { name: 'Alert clean-up', planned: 30, spent: 12, outcome: 'delivered', ...reliability },
        ],
      },
    ],
    ...closed,
  },
  'a-team-over-and-a-team-under': {
    teams: [
      { teamId: 'search', name: 'Search', spent: { roadmap: 0.8, ktlo: 0.1, reliability: 0.05 } },
      { teamId: 'web', name: 'Web', spent: pushedAside },
    ],
    ...closed,
  },
  'seven-teams-each-off-in-its-own-way': {
    teams: [
      { teamId: 'a', name: 'Accounts', spent: pushedAside },
      { teamId: 'b', name: 'Billing', spent: leftOut },
      { teamId: 'c', name: 'Catalogue', spent: { roadmap: 0.8, ktlo: 0.1, reliability: 0.05 } },
      { teamId: 'd', name: 'Delivery', spent: { roadmap: 0.3 } },
      { teamId: 'e', name: 'Experiments', shares: null },
      { teamId: 'f', name: 'Fulfilment', plannedPeople: 14 },
      { teamId: 'g', name: 'Growth', spent: { roadmap: 0.4, ktlo: 0.2, uncategorised: 0.35 } },
    ],
    ...closed,
  },
  'long-team-names-all-in-doubt': {
    teams: [
      'Developer Experience and Tooling',
      'Customer Onboarding and Activation',
      'Search and Discovery',
    ].map((name, index) => ({ teamId: `t${index}`, name, spent: { roadmap: 0.2 } })),
    ...closed,
  },
  'twelve-teams-without-a-plan': {
    teams: Array.from({ length: 12 }, (_, index) => ({
      teamId: `t${index}`,
      name: `Product engineering group ${index + 1}`,
      people: 5,
      ...(index < 2 ? {} : { shares: null }),
    })),
    ...closed,
  },
  'one-person-is-a-team-with-money': {
    teams: [
      { teamId: 'data', name: 'Data', people: 1, spent: pushedAside },
      { teamId: 'core', name: 'Core' },
    ],
    minimumGroupPeople: 1,
    ...closed,
  },
  'planned-for-people-never-hired': {
    teams: [{ people: 4, plannedPeople: 12, spent: usualTeam.spent }],
    ...closed,
  },
  'on-plan-beside-a-drifting-past': {
    teams: [{ past: [{ spent: leftOut }, { spent: leftOut }, { spent: leftOut }] }],
    ...closed,
  },
  'interruptions-halved-but-days-doubled': {
    teams: [{ spent: pushedAside, requests: 6, incidents: 2, past: [{ requests: 40, incidents: 16 }] }],
    ...closed,
  },
  'a-day-over-on-every-commitment': {
    teams: [
      {
        commitments: [
          { name: 'Partner API', planned: 60, spent: 61 },
          { name: 'Price lists', planned: 40, spent: 41 },
          { name: 'Vouchers', planned: 20, spent: 21 },
        ],
      },
    ],
    ...closed,
  },
  'shares-in-thirds': {
    teams: [
      {
        people: 9,
        shares: { roadmap: 1 / 3, ktlo: 1 / 3, reliability: 1 / 3 },
        spent: { roadmap: 0.315, ktlo: 0.315, reliability: 0.315 },
      },
    ],
    ...closed,
  },
  'halves-of-days': {
    teams: [
      {
        people: 1,
        shares: { roadmap: 0.505, ktlo: 0.255, reliability: 0.24 },
        spent: { roadmap: 0.3, ktlo: 0.505, reliability: 0.1, uncategorised: 0.07 },
        commitments: [{ name: 'Partner API', planned: 20, spent: 3 }],
      },
    ],
    minimumGroupPeople: 1,
    ...closed,
  },
  'reviewers-with-numbers': {
    teams: [{ spent: leftOut }],
    said: {
      statements: [
        saidBy(
          'core',
          'Una Fixture 3rd',
          '1) 40 % of 2 days; 2) £3,000 & 5 < 6 — see Q1 2025 (12 of 9 done).',
          {
            saidIn: 'review',
          },
        ),
      ],
      unanswered: null,
    },
    ...closed,
  },
  'reliability-far-over-and-roadmap-short': {
    teams: [{ spent: { roadmap: 0.3, ktlo: 0.22, reliability: 0.42 }, past: [asPlanned, asPlanned] }],
  },
  'nobody-next-quarter-for-one-of-two': {
    teams: [
      { teamId: 'search', name: 'Search', to: '2026-07-01', spent: leftOut },
      { teamId: 'web', name: 'Web', spent: leftOut },
    ],
    ...closed,
  },
  'more-tickets-at-night-than-by-day': {
    teams: [{ requests: 1, incidents: 9, atNight: 9, past: [{ requests: 1, incidents: 9, atNight: 0 }] }],
  },
}
