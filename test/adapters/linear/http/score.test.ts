import { expect, test } from 'vitest'
import { largestFirst, maxPoints, scoreOf } from '../../../../adapters/linear/http/score.ts'
import { issuesText } from '../../../../adapters/linear/read/queries.ts'

test("Linear's own example scores 66 points", () => {
  const text = '{ user { createdIssues { nodes { id title createdAt } } } }'
  expect(scoreOf(text, {})).toBeCloseTo(66)
})

test('a list costs what its children cost, as often as they are asked for', () => {
  expect(
    scoreOf('query ($first: Int!) { teams(first: $first) { nodes { id key } } }', { first: 10 }),
  ).toBeCloseTo(12)
  expect(scoreOf('{ teams(first: 2) { nodes { states(first: 3) { nodes { id } } } } }', {})).toBeCloseTo(8.6)
})

test('the largest page stays within the points of a request, and one more would not', () => {
  for (const ratio of [1.4, 2, 4]) {
    const first = largestFirst(issuesText, ratio)
    expect(scoreOf(issuesText, { first }) * ratio).toBeLessThanOrEqual(maxPoints)
    expect(scoreOf(issuesText, { first: first + 1 }) * ratio).toBeGreaterThan(maxPoints)
  }
  // Linear's largest page.
  expect(largestFirst(issuesText, 1)).toBe(250)
})

test('a page holds 250 at most, and one at least', () => {
  expect(largestFirst('query ($first: Int!) { teams(first: $first) { nodes { id } } }', 1)).toBe(250)
  expect(largestFirst(issuesText, 1000)).toBe(1)
})
