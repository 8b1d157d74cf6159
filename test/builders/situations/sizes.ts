import { type CompanySketch, closed, leftOut, pushedAside } from './sketch.ts'

/** Companies and teams of unusual size, and people who aren't there. */
export const sizes: Readonly<Record<string, CompanySketch>> = {
  'one-person': { teams: [{ people: 1 }], minimumGroupPeople: 1 },
  'one-person-below-the-smallest-group': { teams: [{ people: 1 }] },
  'four-people': { teams: [{ people: 4, spent: pushedAside }] },
  'five-hundred-people': { teams: [{ people: 500, spent: pushedAside, requests: 900 }], ...closed },
  'forty-teams': {
    teams: Array.from({ length: 40 }, (_, index) => ({
      teamId: `team-${String.fromCharCode(97 + Math.floor(index / 8), 97 + (index % 8))}`,
      name: `Team ${String.fromCharCode(65 + Math.floor(index / 8), 97 + (index % 8))}`,
      ...(index % 4 === 0 && { spent: pushedAside }),
      ...(index % 10 === 3 && { spent: leftOut }),
      ...(index === 7 && { spent: { roadmap: 0.2 } }),
    })),
    ...closed,
  },
  'small-team-beside-others': {
    teams: [
      { teamId: 'search', name: 'Search', spent: pushedAside },
      { teamId: 'ops', name: 'Ops', people: 2 },
      { teamId: 'web', name: 'Web', people: 5 },
    ],
  },
  'a-quarter-of-the-people-missing': { teams: [{ people: 6, plannedPeople: 9 }], ...closed },
  'some-people-missing': { teams: [{ people: 8, plannedPeople: 10, spent: pushedAside }] },
  'more-people-than-planned': { teams: [{ people: 10, plannedPeople: 6 }], ...closed },
  'everyone-away': { teams: [{ absences: [{ from: '2026-04-01', to: '2026-07-01' }] }] },
  'away-half-the-quarter': { teams: [{ absences: [{ from: '2026-04-01', to: '2026-05-15' }] }], ...closed },
  'team-that-ended-and-team-to-come': {
    teams: [
      { teamId: 'search', name: 'Search' },
      { teamId: 'old', name: 'Old Shop', to: '2026-03-01' },
      { teamId: 'new', name: 'New Shop', from: '2026-09-01' },
    ],
  },
  'team-of-which-nobody-stays': { teams: [{ to: '2026-07-01', past: [{}, {}, {}, {}] }], ...closed },
}
