import { expect, test } from 'vitest'
import { scoresOf } from '../../../bench/suggestion/scores.ts'
import type { Category } from '../../../domain/category.ts'

const example = (title: string, category: Category) => ({
  source: 'a',
  title,
  category,
  labelsReliability: true,
  weight: 1,
})

test('scores count what was suggested, and reach counts what was not', () => {
  const examples = [
    example('roadmap', 'roadmap'),
    example('ktlo', 'ktlo'),
    example('ktlo', 'reliability'),
    example('silent', 'roadmap'),
  ]
  const scores = scoresOf(
    ({ title }) =>
      title === 'roadmap' || title === 'ktlo' ? { category: title, probability: 0.75, words: [title] } : null,
    examples,
  )
  expect(scores).toMatchObject({ titles: 4, reach: 0.75 })
  expect(scores.accuracy).toBeCloseTo(2 / 3, 12)
  // Roadmap 1, KTLO 2/3, reliability 0.
  expect(scores.macroF1).toBeCloseTo(5 / 9, 12)
})

test('a probability that holds as often as it says has no calibration error', () => {
  const examples = Array.from({ length: 20 }, (_, index) =>
    example('x', index % 4 === 0 ? 'ktlo' : 'roadmap'),
  )
  const at = (probability: number) =>
    scoresOf(() => ({ category: 'roadmap', probability, words: ['x'] }), examples).calibrationError
  expect(at(0.75)).toBeCloseTo(0, 12)
  expect(at(0.95)).toBeCloseTo(0.2, 12)
})
