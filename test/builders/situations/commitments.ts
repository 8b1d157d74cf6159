import { type CompanySketch, closed, leftOut } from './sketch.ts'

const reliability = { category: 'reliability' } as const

/** Commitments that were given up, found nowhere, done at once or never could be. */
export const commitments: Readonly<Record<string, CompanySketch>> = {
  cancelled: {
    teams: [
      {
        commitments: [
          { name: 'Partner API', planned: 90, spent: 40, outcome: 'dropped' },
          { name: 'Price lists', planned: 60, spent: 58, outcome: 'delivered' },
        ],
      },
    ],
    ...closed,
  },
  'everything-cancelled': {
    teams: [{ commitments: [{ name: 'Partner API', planned: 90, spent: 1, outcome: 'dropped' }] }],
    ...closed,
  },
  'done-after-1-of-60-days': {
    teams: [{ commitments: [{ name: 'Partner API', planned: 60, spent: 1, outcome: 'delivered' }] }],
    ...closed,
  },
  'everything-done-as-planned': {
    teams: [
      {
        commitments: [
          { name: 'Partner API', planned: 60, spent: 61, outcome: 'delivered' },
          { name: 'Price lists', planned: 40, spent: 39, outcome: 'delivered' },
        ],
      },
    ],
    ...closed,
  },
  'too-big-a-commitment': {
    teams: [{ commitments: [{ name: 'New platform', planned: 4800, spent: 190 }] }],
    ...closed,
  },
  'commitment-not-found': { teams: [{ commitments: [{ name: 'Partner API', planned: 60 }] }], ...closed },
  'commitment-of-two-projects': {
    teams: [
      {
        commitments: [
          { name: 'Partner API', planned: 60, twice: true },
          { name: 'Price lists', planned: 60, spent: 20 },
        ],
      },
    ],
  },
  'commitments-of-one-name': {
    teams: [
      {
        commitments: [
          { name: 'Platform work', planned: 90, spent: 20 },
          { name: 'Platform work', planned: 40, spent: 80 },
        ],
      },
    ],
  },
  'five-commitments-off-plan': {
    teams: [
      {
        commitments: [
          { name: 'Partner API', planned: 90, spent: 20 },
          { name: 'Price lists', planned: 20, spent: 60, outcome: 'delivered' },
          { name: 'Vouchers', planned: 40, spent: 12 },
          { name: 'Wish lists', planned: 20, spent: 1 },
          { name: 'Gift cards', planned: 10, spent: 30 },
        ],
      },
    ],
  },
  'reliability-planned-by-name': {
    teams: [
      {
        spent: leftOut,
        commitments: [
          { name: 'Index failover', planned: 30, spent: 4, ...reliability },
          { name: 'Alert clean-up', planned: 20, spent: 0, ...reliability },
          { name: 'Partner API', planned: 60, spent: 30 },
        ],
      },
    ],
  },
}
