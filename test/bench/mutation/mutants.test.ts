import { expect, test } from 'vitest'
import { mutantsOf, mutate } from '../../../bench/mutation/mutants.ts'
import { nearness } from '../../../bench/mutation/related.ts'
import { sampleOf, summary, wilsonInterval } from '../../../bench/mutation/run.ts'

const changesIn = (source: string): string[] =>
  mutantsOf('domain/x.ts', source).map(({ original, replacement }) => `${original} → ${replacement}`)

test.each([
  ['a < 5', ['< → <=', '< → >=', '5 → 6', '5 → 4']],
  ['a === b && !c', ['=== → !==', '&& → ||', '! → ']],
  ['a + 0.5', ['+ → -', '0.5 → 0.55', '0.5 → 0.45']],
  ['Math.min(a, b)', ['Math.min → Math.max']],
  ['const isSo: true = true as true', ['true → false']],
  ["a + ' %'", []],
  ['a < b ? -1 : 1', ['< → <=', '< → >=', '1 → 0', '1 → 0']],
  // The operator is looked for after its left side, which may hold the same one.
  ['f(a - b) - c', ['- → +', '- → +']],
])('%s can go wrong in these ways', (source, expected) => {
  expect(changesIn(source)).toEqual(expected)
})

test('a mutant is the source with one change', () => {
  const source = 'const a = 1\nconst isLate = a > 2 // a > 2'
  const mutant = mutantsOf('domain/x.ts', source).find(({ replacement }) => replacement === '>=')
  expect(mutant).toMatchObject({ line: 2, original: '>' })
  expect(mutant && mutate(source, mutant)).toBe('const a = 1\nconst isLate = a >= 2 // a > 2')
})

test('a sample is the same for the same seed, and another for another', () => {
  const mutants = mutantsOf('domain/x.ts', 'f(1, 2, 3, 4, 5, 6, 7, 8, 9)')
  expect(sampleOf(mutants, 4, 1)).toHaveLength(4)
  expect(sampleOf(mutants, 4, 1)).toEqual(sampleOf(mutants, 4, 1))
  expect(sampleOf(mutants, 4, 1)).not.toEqual(sampleOf(mutants, 4, 2))
})

test('a sample is drawn evenly over files', () => {
  const small = mutantsOf('domain/x.ts', 'f(1, 2, 3, 4, 5)')
  const large = mutantsOf('domain/y.ts', 'f(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)')
  for (let seed = 0; seed < 50; seed += 1) {
    const drawn = sampleOf([...small, ...large], 8, seed)
    expect(new Set(drawn).size).toBe(8)
    expect(drawn.filter(({ file }) => file === 'domain/x.ts')).toHaveLength(2)
  }
})

test('a share has the 95 % interval that tables give it', () => {
  // Newcombe 1998, table I: 81 of 263, and none of 20.
  expect(wilsonInterval(81, 263).map((end) => end.toFixed(4))).toEqual(['0.2553', '0.3662'])
  expect(wilsonInterval(0, 20).map((end) => end.toFixed(4))).toEqual(['0.0000', '0.1611'])
})

test('the test that mirrors a file runs first, property tests last', () => {
  const file = 'domain/effort/days/weights.ts'
  const inOrder = [
    'test/domain/effort/days/weights.test.ts',
    'test/domain/effort/days/attribute.test.ts',
    'test/domain/effort/measure.test.ts',
    'test/domain/effort/days/weights.property.test.ts',
  ]
  expect(inOrder.toSorted((a, b) => nearness(b, file) - nearness(a, file))).toEqual(inOrder)
})

test('the summary names survivors and gives each folder its score', () => {
  const mutant = mutantsOf('domain/effort/x.ts', 'a < b')[0]
  if (mutant === undefined) throw new Error('no mutant')
  const results = [
    { mutant, noticedBy: null },
    { mutant, noticedBy: 'test/domain/effort/x.test.ts' },
  ]
  expect(summary(results, false)).toBe(
    'domain/effort/x.ts:1  < → <=\ndomain/effort: 1 of 2 noticed (50.0 %)\nin all: 1 of 2 noticed (50.0 %)',
  )
  expect(summary(results, true)).toContain('in all: 1 of 2 noticed (50.0 %, 95 % interval 9.5 to 90.5)')
})
