import { expect, test } from 'vitest'
import type { SuggestionModel } from '../../../../domain/classify/suggest/model.ts'
import { suggestionsBy } from '../../../../domain/classify/suggest/suggest.ts'

const model: SuggestionModel = {
  format: 1,
  temperature: 1,
  threshold: 0.6,
  learned: { add: [100, 0, 0], broken: [0, 200, 0], 'is broken': [0, 300, 0] },
  written: { latency: [0, 0, 400], broken: [0, 100, 0] },
}

const suggestFor = (title: string, changes: Partial<SuggestionModel> = {}) =>
  suggestionsBy({ ...model, ...changes })({ title, typeName: '', labels: [], components: [] })

/** The probability of a category whose log-odds lie so far above the other two. */
const probabilityAt = (logOdds: number) => Math.exp(logOdds) / (Math.exp(logOdds) + 2)

test('a suggestion has a category, its probability and the words that spoke for it', () => {
  expect(suggestFor('Reduce latency')).toEqual({
    category: 'reliability',
    probability: expect.closeTo(probabilityAt(4), 12),
    words: ['latency'],
  })
})

test('the parts are summed, each over the root of what it knows', () => {
  // Learned: (2 + 3) / √2; written: 1.
  expect(suggestFor('It is broken')?.probability).toBeCloseTo(probabilityAt(5 / Math.SQRT2 + 1), 12)
})

test('the temperature divides all log-odds', () => {
  expect(suggestFor('Reduce latency', { temperature: 2 })?.probability).toBeCloseTo(probabilityAt(2), 12)
})

test('nothing is suggested below the threshold, and something at it', () => {
  const probability = probabilityAt(1)
  expect(suggestFor('Please add', { threshold: probability + 1e-9 })).toBeNull()
  expect(suggestFor('Please add', { threshold: probability })?.category).toBe('roadmap')
})

test('nothing is suggested for words that the model does not know', () => {
  expect(suggestFor('Zebra crossing', { threshold: 0 })).toBeNull()
  expect(suggestFor('constructor __proto__ toString', { threshold: 0 })).toBeNull()
})

test('words that carry no meaning count, and are not named', () => {
  const the = {
    learned: { the: [0, 300, 0], 'with the': [0, 100, 0], 'with export': [0, 100, 0] },
    written: {},
  }
  expect(suggestFor('Trouble with export of the list', the)).toMatchObject({
    category: 'ktlo',
    words: ['export'],
  })
  const without = suggestFor('Trouble with export', the)?.probability ?? 0
  expect(suggestFor('Trouble with export of the list', the)?.probability).toBeGreaterThan(without)
  expect(suggestFor('All with the list', the)).toBeNull()
  expect(suggestFor('Constructor of the list', { ...the, threshold: 0 })).toBeNull()
  expect(suggestFor('Monday', { learned: { monday: [0, 300, 0] }, written: {} })).toBeNull()
})

test('a denial is named with what it denies', () => {
  const denied = { learned: { 'does not': [0, 300, 0], 't save': [0, 100, 0] }, written: {} }
  expect(suggestFor("It does not load, can't save", denied)?.words).toEqual(['does not', 't save'])
})

test('the strongest words come first, and a word of a named pair is not named again', () => {
  expect(suggestFor('It is broken')?.words).toEqual(['broken'])
  const both = { written: { slow: [0, 0, 300], latency: [0, 0, 400], queue: [0, 0, 200], disk: [0, 0, 100] } }
  expect(suggestFor('Slow disk latency in queue', both)?.words).toEqual(['latency', 'slow', 'queue'])
})
