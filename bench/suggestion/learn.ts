import { categories } from '../../domain/category.ts'
import { titleFeatures } from '../../domain/classify/suggest/features.ts'
import { type Example, handWritten } from './examples.ts'

/** Of all examples of a source and category together: each weighs the same, however many it has. */
const weightOfTickets = 3000
const weightOfCommits = 400
const weightOfWritten = 2000
/**
 * A feature is learned where so many sources have it (words of one product say nothing about another), or where a title that was
 * written by hand has it and a few others.
 */
const leastSources = 4
const leastOccurrences = 10
const leastWithWritten = 3
const epochs = 4
const penalty = 0.003
const stepSize = 0.3
const biasStep = 0.01
const reliability = categories.indexOf('reliability')

/**
 * Learns log-odds of the three categories by feature: logistic regression, in seeded random order, with a step of its own for
 * each weight (AdaGrad). Where a source doesn't label reliability, only the other two are compared.
 */
export function learn(examples: readonly Example[]): Map<string, number[]> {
  const featured = examples.map((example) => ({ example, features: titleFeatures(example.title) }))
  const vocabulary = vocabularyOf(featured)
  const rows = rowsOf(featured, vocabulary)
  const regression = new Regression(vocabulary.size)
  const random = seededRandom()
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const row of shuffled(rows, random)) regression.learnFrom(row)
  }
  return new Map([...vocabulary].map(([feature, at]) => [feature, regression.weightsOf(at)]))
}

interface Featured {
  readonly example: Example
  readonly features: readonly string[]
}

/** An example as the regression takes it. */
interface Row {
  /** Places of its features in the vocabulary; at least one. */
  readonly known: readonly number[]
  readonly category: number
  /** By category, whether its source would have labelled it. */
  readonly compared: readonly boolean[]
  readonly weight: number
}

class Regression {
  readonly #weights: number[][]
  readonly #squares: number[][]
  readonly #bias = [0, 0, 0]

  constructor(features: number) {
    this.#weights = Array.from({ length: features }, () => [0, 0, 0])
    this.#squares = Array.from({ length: features }, () => [1e-8, 1e-8, 1e-8])
  }

  weightsOf(feature: number): number[] {
    return this.#weights[feature] ?? []
  }

  learnFrom({ known, category, compared, weight }: Row): void {
    const scale = 1 / Math.sqrt(known.length)
    const logOdds = this.#bias.map(
      (bias, index) =>
        bias + scale * known.reduce((sum, feature) => sum + (this.#weights[feature]?.[index] ?? 0), 0),
    )
    const odds = logOdds.map((each, index) => (compared[index] === true ? Math.exp(each) : 0))
    const sum = odds.reduce((a, b) => a + b, 0)
    for (const [index, each] of odds.entries()) {
      if (compared[index] !== true) continue
      const slope = (each / sum - (index === category ? 1 : 0)) * weight
      this.#bias[index] = (this.#bias[index] ?? 0) - biasStep * slope
      for (const feature of known) this.#step(feature, index, slope * scale)
    }
  }

  #step(feature: number, index: number, slope: number): void {
    const weights = this.#weights[feature] ?? []
    const squares = this.#squares[feature] ?? []
    const weight = weights[index] ?? 0
    const step = slope + penalty * weight
    const square = (squares[index] ?? 0) + step ** 2
    squares[index] = square
    weights[index] = weight - (stepSize * step) / Math.sqrt(square)
  }
}

function rowsOf(featured: readonly Featured[], vocabulary: ReadonlyMap<string, number>): Row[] {
  const totals = new Map<string, number>()
  for (const { example } of featured)
    totals.set(groupOf(example), (totals.get(groupOf(example)) ?? 0) + example.weight)
  return featured
    .map(({ example, features }) => ({
      known: features.flatMap((feature) => vocabulary.get(feature) ?? []),
      category: categories.indexOf(example.category),
      compared: categories.map((_, index) => example.labelsReliability || index !== reliability),
      weight: (example.weight / (totals.get(groupOf(example)) ?? 1)) * weightOf(example, totals),
    }))
    .filter(({ known }) => known.length > 0)
}

function vocabularyOf(rows: readonly Featured[]): Map<string, number> {
  const sources = new Map<string, Map<string, number>>()
  for (const { example, features } of rows) {
    for (const feature of features) {
      const counts = sources.get(feature) ?? new Map<string, number>()
      counts.set(example.source, (counts.get(example.source) ?? 0) + 1)
      sources.set(feature, counts)
    }
  }
  const chosen = [...sources].filter(([, counts]) => {
    const occurrences = [...counts.values()].reduce((a, b) => a + b, 0)
    const isWide = counts.size >= leastSources && occurrences >= leastOccurrences
    return isWide || (counts.has(handWritten) && occurrences >= leastWithWritten)
  })
  return new Map(chosen.map(([feature], index) => [feature, index]))
}

/** Tickets count as one source: their types were set by one organisation. */
function groupOf({ source, category, labelsReliability }: Example): string {
  return `${labelsReliability ? source : 'tickets'} ${category}`
}

function weightOf(example: Example, totals: ReadonlyMap<string, number>): number {
  if (!example.labelsReliability) return weightOfTickets
  if (example.source === handWritten) return weightOfWritten
  return Math.min(totals.get(groupOf(example)) ?? 0, weightOfCommits)
}

/** A linear congruential generator (Numerical Recipes), 0 to 1: the same order each time. */
function seededRandom(): () => number {
  let state = 1
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}
