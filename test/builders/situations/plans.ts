import { type CompanySketch, closed, leftOut, pushedAside, usualTeam } from './sketch.ts'

const asPlanned = { spent: usualTeam.spent }

/** Plans that ask for nothing, for one thing only, or that nobody made; and budgets of reliability. */
export const plans: Readonly<Record<string, CompanySketch>> = {
  'unplanned-quarter': { teams: [{ shares: null, past: [{}, {}] }], ...closed },
  'one-team-without-a-plan': {
    teams: [
      { teamId: 'search', name: 'Search' },
      { teamId: 'labs', name: 'Labs', shares: null },
    ],
    ...closed,
  },
  'plan-of-roadmap-only': { teams: [{ shares: { roadmap: 1, ktlo: 0, reliability: 0 } }], ...closed },
  'nothing-planned-for-keeping-running': {
    teams: [
      {
        shares: { roadmap: 0.8, ktlo: 0, reliability: 0.2 },
        spent: { roadmap: 0.7, ktlo: 0.08, reliability: 0.18 },
      },
    ],
  },
  'no-reliability-planned-and-none-done': {
    teams: [{ shares: { roadmap: 0.7, ktlo: 0.3, reliability: 0 }, spent: { roadmap: 0.66, ktlo: 0.28 } }],
    ...closed,
  },
  'no-reliability-planned-and-some-done': {
    teams: [
      {
        shares: { roadmap: 0.7, ktlo: 0.3, reliability: 0 },
        spent: { roadmap: 0.6, ktlo: 0.28, reliability: 0.06 },
      },
    ],
  },
  'four-times-the-reliability-budget': {
    teams: [
      {
        shares: { roadmap: 0.7, ktlo: 0.25, reliability: 0.05 },
        spent: { roadmap: 0.56, ktlo: 0.2, reliability: 0.2 },
      },
    ],
    ...closed,
  },
  'twice-a-tiny-budget': {
    teams: [
      {
        shares: { roadmap: 0.72, ktlo: 0.25, reliability: 0.03 },
        spent: { roadmap: 0.66, ktlo: 0.24, reliability: 0.06 },
      },
    ],
  },
  'budget-of-less-than-a-day': {
    teams: [
      {
        people: 1,
        shares: { roadmap: 0.742, ktlo: 0.25, reliability: 0.008 },
        spent: { roadmap: 0.7, ktlo: 0.25 },
      },
    ],
    minimumGroupPeople: 1,
    ...closed,
  },
  'reliability-drifting': {
    teams: [{ spent: leftOut, past: [asPlanned, asPlanned, asPlanned, asPlanned] }],
    plannedNext: ['core'],
  },
  'reliability-missed': { teams: [{ spent: leftOut }], ...closed },
  'reliability-probably-drifting': {
    teams: [{ spent: (week) => ({ roadmap: 0.6, ktlo: 0.24, reliability: week % 2 === 0 ? 0.04 : 0.12 }) }],
  },
  'reliability-recovered': {
    teams: [{ spent: (week) => ({ roadmap: 0.5, ktlo: 0.24, reliability: week < 5 ? 0.02 : 0.24 }) }],
  },
  'roadmap-over-by-26-days': {
    teams: [{ spent: { roadmap: 0.65, ktlo: 0.2, reliability: 0.14 } }],
    ...closed,
  },
  'plan-fixed-late': { teams: [{ spent: pushedAside }], baseline: 'late' },
  'no-baseline': { teams: [{}], baseline: 'none', ...closed },
  'money-in-dollars': { teams: [{ spent: pushedAside }], cost: { amount: 900, currency: 'USD' } },
  'money-in-francs': { teams: [{ spent: leftOut }], cost: { amount: 900, currency: 'CHF' } },
  'no-money': { teams: [{ spent: pushedAside }], cost: null },
}
