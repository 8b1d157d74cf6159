import { calendarYear } from '../../../domain/quarter.ts'
import { saidBy } from '../odd-companies.ts'
import { type CompanySketch, closed, leftOut, pushedAside } from './sketch.ts'

const away = { spent: {}, requests: 0, incidents: 0, atNight: 0 }
const quiet = { requests: 0, incidents: 0, atNight: 0 }

/** Teams that change while a quarter runs, numbers at their ends, and words that are hard to quote. */
export const changes: Readonly<Record<string, CompanySketch>> = {
  'merged-in-mid-quarter': {
    teams: [
      { teamId: 'shop', name: 'Shop', from: '2026-05-18' },
      {
        teamId: 'cart',
        name: 'Cart',
        people: 4,
        to: '2026-05-18',
        commitments: [{ name: 'Vouchers', planned: 20, spent: 4 }],
      },
      { teamId: 'search', name: 'Search', people: 4, to: '2026-05-18' },
    ],
    ...closed,
  },
  'half-the-team-left': {
    teams: [{ spent: pushedAside, leavers: 4, leaversTo: '2026-05-18', past: [{}] }],
    ...closed,
  },
  'plan-of-keeping-running-only': { teams: [{ shares: { roadmap: 0, ktlo: 1, reliability: 0 } }] },
  'plan-of-reliability-only': {
    teams: [{ shares: { roadmap: 0, ktlo: 0, reliability: 1 }, past: [{}, {}] }],
  },
  'most-of-it-unsorted': {
    teams: [{ spent: { roadmap: 0.2, ktlo: 0.1, reliability: 0.05, uncategorised: 0.6 } }],
    ...closed,
  },
  'done-on-the-first-day': {
    teams: [
      {
        commitments: [
          { name: 'Vouchers', planned: 30, spent: 1, outcome: 'delivered' },
          { name: 'Price lists', planned: 60, spent: 50 },
        ],
      },
    ],
  },
  'all-commitments-dropped': {
    teams: [
      {
        commitments: [
          { name: 'Vouchers', planned: 30, spent: 12, outcome: 'dropped' },
          { name: 'Price lists', planned: 60, spent: 1, outcome: 'dropped' },
          { name: 'Gift cards', planned: 10, spent: 0, outcome: 'dropped' },
        ],
      },
    ],
    ...closed,
  },
  'dropped-beyond-its-plan': {
    teams: [{ commitments: [{ name: 'Vouchers', planned: 20, spent: 60, outcome: 'dropped' }] }],
    ...closed,
  },
  'no-interruptions': { teams: [{ ...quiet, past: [{ requests: 40 }] }], ...closed },
  'nothing-done-before': { teams: [{ past: [{}, away] }] },
  'nothing-known-of-one-team-before': {
    teams: [
      { teamId: 'search', name: 'Search', past: [{}, {}] },
      { teamId: 'labs', name: 'Labs', spent: leftOut },
    ],
    ...closed,
  },
  'forecast-from-end-to-end': {
    teams: [
      {
        spent: { roadmap: 0.02, ktlo: 0.92 },
        past: [
          { spent: { roadmap: 0.92, ktlo: 0.02 } },
          { spent: { ktlo: 0.94 } },
          { spent: { roadmap: 0.94 } },
        ],
      },
    ],
    ...closed,
  },
  'one-day-of-everything': {
    teams: [
      {
        shares: { roadmap: 0.748, ktlo: 0.25, reliability: 0.002 },
        spent: { roadmap: 0.7, ktlo: 0.24, reliability: 0.002 },
        commitments: [{ name: 'Vouchers', planned: 1, spent: 6 }],
        requests: 1,
        incidents: 0,
        atNight: 0,
      },
    ],
  },
  'one-day-of-reliability-missed': {
    teams: [
      {
        shares: { roadmap: 0.748, ktlo: 0.25, reliability: 0.002 },
        spent: { roadmap: 0.7, ktlo: 0.24 },
      },
    ],
    ...closed,
  },
  'first-quarter-of-a-fiscal-year': {
    teams: [{ spent: pushedAside, past: [{}, {}] }],
    fiscal: { ...calendarYear, fiscalStartMonth: 2, fiscalYearNamedAfter: 'end' },
    quarter: '2027-Q1',
    asOf: '2026-05-04T06:00',
    planningStartsOn: null,
  },
  'money-without-small-change': {
    teams: [{ spent: pushedAside }],
    cost: { amount: 90_000, currency: 'JPY' },
  },
  'names-with-apostrophes': {
    company: 'Grocers’',
    teams: [
      { teamId: 'buyers', name: 'Buyers’', spent: leftOut },
      { teamId: 'ops', name: 'Ops', spent: pushedAside },
    ],
    said: { statements: [], unanswered: { teamIds: ['buyers'], by: '2026-07-02' } },
    ...closed,
  },
  'reviewers-in-their-own-words': {
    teams: [{ spent: leftOut }],
    said: {
      statements: [
        saidBy(
          'core',
          'Una Fixture',
          'They said “later”,\n\tthen "never":\r\n<b>we</b> waited; see https://tracker.example/?a=1&b=2',
        ),
        saidBy('core', 'Tom Specimen', 'עשינו את זה בשביל ההשקה, 70 % של הזמן.'),
      ],
      unanswered: null,
    },
    ...closed,
  },
  'nobody-has-a-plan': {
    teams: [
      { teamId: 'search', name: 'Search', shares: null },
      { teamId: 'web', name: 'Web', shares: null, spent: pushedAside },
    ],
  },
}
