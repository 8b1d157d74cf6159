import { expect, test } from 'vitest'
import { shortName } from '../../../../domain/report/words/short-name.ts'

const platform = 'Platform, Developer Experience and Build Tools'

test.each([
  ['that fits stays whole', 'Search', ['Searching'], 6, 'Search'],
  ['that no other begins like is cut at its end', platform, ['Search'], 20, 'Platform, Developer…'],
  [
    'of one beginning is cut in its middle',
    `${platform} North`,
    [`${platform} South`],
    20,
    'Platform, Deve…North',
  ],
  [
    'that differs in its middle is cut down to the word that differs',
    'Customer Success Tools of Europe, second line',
    ['Customer Success Tools of America, second line'],
    20,
    '…Europe, second lin…',
  ],
  [
    'that differs within a long word is cut down to where it differs',
    `${'x'.repeat(30)}Nord${'y'.repeat(30)}`,
    [`${'x'.repeat(30)}Süd${'y'.repeat(30)}`],
    12,
    '…xxxxxxNord…',
  ],
  [
    'that another begins with keeps more of its end',
    'Product engineering group 1',
    ['Product engineering group 11'],
    13,
    'Produc…roup 1',
  ],
  ['that is another’s too is cut at its end', `${platform} North`, [`${platform} North`], 12, 'Platform, D…'],
])('a name %s', (_, name, others, longest, told) => {
  expect(shortName(name, longest, others)).toBe(told)
  expect([...shortName(name, longest, others)].length).toBeLessThanOrEqual(longest)
})

test('where the others aren’t known, a name keeps its beginning and its end', () => {
  expect(shortName('Jira of the Berlin office, support', 20, 'unknown')).toBe('Jira of the…support')
})

test('characters of several units are never cut', () => {
  const family = '👨‍👩‍👧'
  expect(shortName(`${family.repeat(6)} A`, 5, [`${family.repeat(6)} B`])).toBe(`${family.repeat(3)}…A`)
})
