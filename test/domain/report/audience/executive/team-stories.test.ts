import { expect, test } from 'vitest'
import {
  inShort,
  merged,
  storyOf,
  type TeamStory,
} from '../../../../../domain/report/audience/executive/team-stories.ts'
import { viewOf } from '../../../../../domain/report/content/view.ts'
import { plainText } from '../../../../../domain/report/words/sentence.ts'
import { closedReconciliation, examplePlan } from '../../../../builders/example-company.ts'
import { type ScopeSketch, scopeOf, sourceOf } from '../../../../builders/reconciliation.ts'

function storyFor(sketch: Partial<ScopeSketch>): TeamStory {
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
  const view = viewOf({ ...closedReconciliation, teams: [team] }, examplePlan, {
    audience: 'executive',
    scope: { kind: 'team', teamId: 'search' },
  })
  const story = storyOf(view, team)
  if (story === undefined) throw new Error('nothing to tell')
  return story
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

test('upkeep above its plan is told with the days that the team had beyond its plan', () => {
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
