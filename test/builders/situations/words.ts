import { saidBy } from '../odd-companies.ts'
import { aChangedScope, aQuarterChange } from '../quarter-change.ts'
import { type CompanySketch, closed, leftOut, pushedAside } from './sketch.ts'

const long =
  'We traded it for the marketplace launch, which had been promised to three customers before anyone counted the people; the failover waited, and two of the incidents in June came from that. We would decide it otherwise today, and have put the follow-ups first in the plan for the next quarter, with a name beside each of them so that nobody can trade them away again.'

/** What people wrote: names, statements, and what has changed since a mail. */
export const words: Readonly<Record<string, CompanySketch>> = {
  'reviewers-silent': {
    teams: [
      { teamId: 'search', name: 'Search', spent: leftOut },
      { teamId: 'web', name: 'Web' },
    ],
    said: { statements: [], unanswered: { teamIds: ['search', 'web'], by: '2026-07-02' } },
    ...closed,
  },
  'reviewers-at-length': {
    teams: [{ spent: leftOut }],
    said: {
      statements: [0, 1, 2, 3].map((index) => saidBy('core', `Una Fixture ${index}`, long)),
      acts: [
        {
          kind: 'corrected',
          teamId: 'core',
          authorName: 'Tom Specimen',
          actedAt: Date.parse('2026-07-02T16:00:00Z'),
          tickets: 1,
          milliDays: 400,
        },
      ],
      unanswered: null,
    },
    ...closed,
  },
  'names-from-right-to-left': {
    company: 'شركة المثال',
    teams: [
      {
        name: 'فريق البحث',
        spent: pushedAside,
        commitments: [{ name: 'واجهة الشركاء', planned: 90, spent: 20 }],
      },
    ],
  },
  'names-in-japanese': {
    company: '見本株式会社',
    teams: [
      {
        name: '検索チーム',
        spent: leftOut,
        commitments: [{ name: '外部連携の公開', planned: 90, spent: 20 }],
      },
    ],
    ...closed,
  },
  'long-names': {
    company: 'The Very Long Example Company of Software and Other Services, Incorporated',
    teams: [
      {
        name: 'Platform, Developer Experience, Observability and Everything Else That Nobody Wanted',
        spent: leftOut,
        commitments: [
          {
            name: 'Moving every customer of the old price lists to the new price lists without anybody noticing',
            planned: 90,
            spent: 20,
          },
        ],
      },
    ],
  },
  'teams-of-one-name': {
    teams: [
      { teamId: 'core-a', name: 'Core', spent: pushedAside },
      { teamId: 'core-b', name: 'Core', spent: leftOut },
    ],
    ...closed,
  },
  'changed-since-it-was-mailed': {
    teams: [{ past: [{}] }],
    changedQuarters: [
      aQuarterChange({ scopes: [aChangedScope(), aChangedScope({ scopeId: 'core', name: 'Core' })] }),
    ],
    ...closed,
  },
  'changed-without-a-reason': {
    teams: [
      { teamId: 'search', name: 'Search', past: [{}] },
      { teamId: 'web', name: 'Web', past: [{}] },
    ],
    changedQuarters: [aQuarterChange({ isExplained: false })],
  },
}
