import { categories } from '../../domain/category.ts'
import type { Suggest } from '../../domain/classify/suggest/suggest.ts'
import type { Example } from './examples.ts'

/** How good suggestions are, over those that were made; shares are 0..1. */
export interface Scores {
  readonly titles: number
  /** The part for which anything was suggested. */
  readonly reach: number
  readonly accuracy: number
  /** The mean of each category's F1. */
  readonly macroF1: number
  /** The mean difference between probability and accuracy, over five parts of equal size (expected calibration error). */
  readonly calibrationError: number
}

const parts = 5

/** Scores suggestions for labelled titles. */
export function scoresOf(suggest: Suggest, examples: readonly Example[]): Scores {
  const made = examples.flatMap(({ title, category }) => {
    const suggestion = suggest({ title, typeName: '', labels: [], components: [] })
    return suggestion === null ? [] : [{ suggestion, category, isRight: suggestion.category === category }]
  })
  const f1s = categories.map((each) => {
    const right = made.filter(({ category, isRight }) => category === each && isRight).length
    const suggested = made.filter(({ suggestion }) => suggestion.category === each).length
    const labelled = made.filter(({ category }) => category === each).length
    return suggested + labelled === 0 ? 0 : (2 * right) / (suggested + labelled)
  })
  const sorted = made.toSorted((a, b) => a.suggestion.probability - b.suggestion.probability)
  const errors = Array.from({ length: parts }, (_, index) => {
    const part = sorted.slice((index * sorted.length) / parts, ((index + 1) * sorted.length) / parts)
    if (part.length === 0) return 0
    const probability = meanOf(part.map(({ suggestion }) => suggestion.probability))
    return (
      (part.length / sorted.length) *
      Math.abs(probability - meanOf(part.map(({ isRight }) => Number(isRight))))
    )
  })
  return {
    titles: examples.length,
    reach: made.length / examples.length,
    accuracy: meanOf(made.map(({ isRight }) => Number(isRight))),
    macroF1: meanOf(f1s),
    calibrationError: errors.reduce((a, b) => a + b, 0),
  }
}

function meanOf(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : numbers.reduce((a, b) => a + b, 0) / numbers.length
}
