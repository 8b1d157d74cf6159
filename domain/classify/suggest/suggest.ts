import { type Category, categories } from '../../category.ts'
import { fieldFeatures, type SuggestedFrom, titleFeatures } from './features.ts'
import { meaningOf } from './function-words.ts'
import type { SuggestionModel } from './model.ts'

/** What a ticket that no rule decides probably is. Never a decision: models over-state reliability. */
export interface Suggestion {
  readonly category: Category
  /** Of this category, 0..1. */
  readonly probability: number
  /** The words that spoke most for it, the strongest first, of those that carry meaning; one to three. */
  readonly words: readonly string[]
}

/** Suggests a category from a ticket's text; null where that says too little. */
export type Suggest = (ticket: SuggestedFrom) => Suggestion | null

const namedWords = 3

/**
 * Makes a suggestion from a model: log-odds of two parts, what was learned and what a person wrote down, each divided by the
 * root of how many features it knows (a long title isn't a sure one), summed, and divided by one temperature. No category has
 * an advantage of its own, because how often each occurs differs between organisations.
 */
export function suggestionsBy(model: SuggestionModel): Suggest {
  const learned = partOf(model.learned)
  const written = partOf(model.written)
  return (ticket) => {
    const ofTitle = titleFeatures(ticket.title)
    const all = [...new Set([...ofTitle, ...fieldFeatures(ticket)])]
    const parts = [knownOf(learned, ofTitle), knownOf(written, all)]
    const logOdds = categories.map((_, index) => sumOf(parts, (each) => each[index] ?? 0) / model.temperature)
    const largest = Math.max(...logOdds)
    const odds = logOdds.map((each) => Math.exp(each - largest))
    const probability = 1 / odds.reduce((sum, each) => sum + each, 0)
    const best = logOdds.indexOf(largest)
    const category = categories[best]
    if (category === undefined || probability < model.threshold) return null
    const words = wordsFor(best, parts)
    return words.length === 0 ? null : { category, probability, words }
  }
}

type Weights = readonly number[]
/** Features that a model knows, with their share of the log-odds. */
type Known = readonly (readonly [feature: string, weights: Weights])[]

/** A map, because features are outside text: `constructor` is a word like others. */
function partOf(weights: SuggestionModel['learned']): ReadonlyMap<string, Weights> {
  return new Map(
    Object.entries(weights).map(([feature, each]) => [feature, each.map((hundredths) => hundredths / 100)]),
  )
}

function knownOf(part: ReadonlyMap<string, Weights>, features: readonly string[]): Known {
  const known = features.flatMap((feature) => {
    const weights = part.get(feature)
    return weights === undefined ? [] : [[feature, weights] as const]
  })
  const root = Math.sqrt(known.length)
  return known.map(([feature, weights]) => [feature, weights.map((each) => each / root)])
}

function sumOf(parts: readonly Known[], of: (weights: Weights) => number): number {
  return parts.reduce((sum, part) => part.reduce((inner, [, weights]) => inner + of(weights), sum), 0)
}

/**
 * The words whose weight for the category lies furthest above their mean weight. A pair has its own weight and its words', and a
 * word of a named pair isn't named again. Words such as `the` may count, but aren't named: a suggestion that only they speak for
 * is none.
 */
function wordsFor(category: number, parts: readonly Known[]): string[] {
  const support = new Map<string, number>()
  for (const [feature, weights] of parts.flat()) {
    const mean = weights.reduce((sum, each) => sum + each, 0) / weights.length
    const words = meaningOf(feature.replace('^', ''))
    if (words === null) continue
    support.set(words, (support.get(words) ?? 0) + (weights[category] ?? 0) - mean)
  }
  const together = (words: string) =>
    words.includes(' ')
      ? words.split(' ').reduce((sum, word) => sum + Math.max(0, support.get(word) ?? 0), 0)
      : 0
  const named: string[] = []
  const bySupport = [...support]
    .filter(([, each]) => each > 0)
    .map(([words, each]) => [words, each + together(words)] as const)
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
  for (const [words] of bySupport) {
    if (named.length === namedWords) break
    if (!named.some((each) => shareAWord(each, words))) named.push(words)
  }
  return named
}

function shareAWord(a: string, b: string): boolean {
  const words = a.split(' ')
  return b.split(' ').some((word) => words.includes(word))
}
