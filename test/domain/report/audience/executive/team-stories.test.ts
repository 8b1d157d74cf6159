import { expect, test } from 'vitest'
import type { Reconciliation } from '../../../../../domain/reconcile/dataset/reconciliation.ts'
import {
  inShort,
  merged,
  storyOf,
  type TeamStory,
} from '../../../../../domain/report/audience/executive/team-stories.ts'
import { viewOf } from '../../../../../domain/report/content/view.ts'
import { plainText, say } from '../../../../../domain/report/words/sentence.ts'
import {
  closedReconciliation,
  examplePlan,
  exampleReconciliation,
} from '../../../../builders/example-company.ts'
import { type ScopeSketch, scopeOf, sourceOf } from '../../../../builders/reconciliation.ts'

function storyFor(sketch: Partial<ScopeSketch>): TeamStory {
  const story = storyOrNone(sketch)
  if (story === undefined) throw new Error('nothing to tell')
  return story
}

function storyOrNone(
  sketch: Partial<ScopeSketch>,
  reconciliation: Reconciliation = closedReconciliation,
): TeamStory | undefined {
  const team = scopeOf(
    {
      scopeId: 'search',
      name: 'Search',
      planned: { roadmap: 200, ktlo: 60, reliability: 60 },
      actual: { roadmap: 240, ktlo: 60, reliability: 20, uncategorised: 0 },
      calls: { reliability: 'under' },
      ...sketch,
    },
    1,
  )
  const view = viewOf({ ...reconciliation, teams: [team] }, examplePlan, {
    audience: 'executive',
    scope: { kind: 'team', teamId: 'search' },
  })
  return storyOf(view, team)
}

function grown(tickets: number, count: number): Partial<ScopeSketch> {
  return { interruptions: { tickets }, requestsBefore: { quarter: '2026-Q1', count } }
}

test('urgent requests lead a team’s story only where their growth can’t be chance', () => {
  const start = (story: TeamStory) => plainText(merged(story).sentences[0] ?? [])
  expect(start(storyFor(grown(30, 25)))).toMatch(/^Search spent 20 of its 60/)
  expect(start(storyFor(grown(40, 25)))).toMatch(/^Search answered 40 urgent requests/)
})

test('days at stake in reliability are not evidenced by the sources of upkeep', () => {
  const story = storyFor({
    ...grown(40, 25),
    sources: [sourceOf('ktlo', 'Upgrades', 30, ['S-1']), sourceOf('reliability', 'Reindexing', 12, ['S-2'])],
  })
  expect(merged(story).atStakeMilliDays).toBe(40_000)
  expect(merged(story).evidence.map(plainText)).toEqual(['Reindexing (12 days)'])
})

test('a story in short says what was missed and that people were not there', () => {
  const story = storyFor({
    capacityGap: { kind: 'missing', milliDays: 90_000 },
  })
  expect(inShort(story).map(plainText)).toEqual([
    'Search spent 20 of its 60 planned reliability days.',
    '90 days that Search’s plan counted on were not there.',
  ])
})

test('upkeep above its plan is reported with the days that the team had beyond its plan', () => {
  const sentences = (actual: ScopeSketch['actual']) =>
    merged(storyFor({ actual, calls: { ktlo: 'over' } }))
      .sentences.map(plainText)
      .join(' ')
  // 320 days planned: 400 there are 80 more, 350 are within a tenth.
  expect(sentences({ roadmap: 190, ktlo: 150, reliability: 60, uncategorised: 0 })).toContain(
    'Search had 80 days more than its plan counted on.',
  )
  expect(sentences({ roadmap: 160, ktlo: 130, reliability: 60, uncategorised: 0 })).not.toContain(
    'counted on',
  )
})

const onPlan = {
  actual: { roadmap: 200, ktlo: 60, reliability: 60, uncategorised: 0 },
  calls: {},
} as const

test('a team with nothing off plan has no story', () => {
  expect(storyOrNone(onPlan)).toBeUndefined()
})

test('urgent requests alone are a story without days at stake', () => {
  expect(storyFor({ ...onPlan, ...grown(40, 25) }).stakeMilliDays).toBe(0)
})

test('reliability below its plan is a story only where something was planned', () => {
  const first = (budgetDays: number) =>
    plainText(storyFor({ calls: { reliability: 'under' }, budgetDays }).points[0]?.sentences[0] ?? [])
  expect(first(1)).toMatch(/^Search spent 20 of its 1 planned reliability days/)
  expect(first(0)).toMatch(/^Reliability work took 6 % of Search’s sorted work/)
})

test('what was done is at stake before days that were not there, and a whole story has the larger', () => {
  const story = storyFor({ capacityGap: { kind: 'missing', milliDays: 90_000 } })
  expect(story.stakeMilliDays).toBe(40_000)
  expect(merged(story).atStakeMilliDays).toBe(90_000)
  const missingOnly = storyFor({ ...onPlan, capacityGap: { kind: 'missing', milliDays: 90_000 } })
  expect(missingOnly.stakeMilliDays).toBe(90_000)
  expect(missingOnly.points).toHaveLength(1)
})

test.each([
  [
    [null, 40, 90],
    ['40', '90'],
  ],
  [
    [40, 90, null],
    ['40', '90'],
  ],
  [
    [90, null, 40],
    ['90', '40'],
  ],
  [
    [0, null, 90],
    ['0', '90'],
  ],
])('of points with %j at stake, a story in short has the two largest', (stakes, kept) => {
  const story = {
    ...storyFor({}),
    points: stakes.map((atStakeMilliDays) => ({
      sentences: [say`${String(atStakeMilliDays)}`, say`more`],
      items: [],
      atStakeMilliDays,
      evidence: [],
    })),
  }
  expect(inShort(story).map(plainText)).toEqual(kept)
})

test('a category off plan alone is reported with its days, more or less', () => {
  const first = (sketch: Partial<ScopeSketch>) => plainText(storyFor(sketch).points[0]?.sentences[0] ?? [])
  const actual = { roadmap: 240, ktlo: 40, reliability: 40, uncategorised: 0 }
  expect(first({ actual, calls: { roadmap: 'over' } })).toBe(
    'The roadmap took 75 % of Search’s sorted work, planned 63 %: 40 days more than planned, of the 320 sorted ones.',
  )
  expect(first({ actual, calls: { ktlo: 'under' } })).toBe(
    'Keeping things running took 13 % of Search’s sorted work, planned 19 %: 20 days less than planned, of the 320 sorted ones.',
  )
})

test('a budget that is probably drifting is said to be so while the quarter runs', () => {
  const last = (reconciliation: Reconciliation, reliabilityState: 'probably_drifting' | 'drifting') => {
    const story = storyOrNone({ reliabilityState }, reconciliation)
    return plainText(story?.points[0]?.sentences[0] ?? [])
  }
  const doubt = /It is probably off its course, but not surely\.$/
  expect(last(exampleReconciliation, 'probably_drifting')).toMatch(doubt)
  expect(last(exampleReconciliation, 'drifting')).not.toMatch(doubt)
  expect(last(closedReconciliation, 'probably_drifting')).not.toMatch(doubt)
})

test('upkeep above its plan has its money where the plan states a cost', () => {
  const upkeep = {
    actual: { roadmap: 190, ktlo: 90, reliability: 60, uncategorised: 0 },
    calls: { ktlo: 'over' },
  } as const
  expect(plainText(storyFor(upkeep).points[0]?.sentences[0] ?? [])).toBe(
    'In Search, keeping things running took 30 days more than planned, about 21,000 €.',
  )
})
