import { expect, test } from 'vitest'
import { writtenExamples } from '../../../bench/suggestion/examples.ts'
import { categories } from '../../../domain/category.ts'

const titles = writtenExamples()

test('hundreds of titles are written by hand for each category', () => {
  for (const category of categories)
    expect(titles.filter((each) => each.category === category).length).toBeGreaterThan(600)
})

test('no title is written twice, not even for two categories', () => {
  const seen = new Set<string>()
  const twice = titles.filter(({ title }) => {
    const compared = title.toLowerCase()
    return seen.has(compared) || !seen.add(compared)
  })
  expect(twice.map(({ title }) => title)).toEqual([])
})
