import { expect, it } from 'vitest'
import { seededDraws } from '../../../../../domain/reconcile/figures/budget/seeded-draws.ts'

const drawsOf = (seed: string, count: number) => {
  const draw = seededDraws(seed)
  return Array.from({ length: count }, () => draw())
}

// mulberry32 seeded with the 32-bit FNV-1a hash of the text: what stored intervals were made with.
it.each([
  ['', [0.6112444521859288, 0.4935242917854339, 0.7740248835179955]],
  ['a', [0.621685681398958, 0.30822347407229245, 0.36686075991019607]],
  ['foobar', [0.9410142793785781, 0.3306495966389775, 0.35216344334185123]],
  ['2026-Q2 core', [0.0244308952242136, 0.25487584504298866, 0.6501651657745242]],
])('the seed "%s" always draws the same', (seed, expected) => {
  expect(drawsOf(seed, 3)).toEqual(expected)
})

it('draws are spread evenly over 0 to 1', () => {
  const tenths = Map.groupBy(drawsOf('evenly', 10_000), (draw) => Math.floor(draw * 10))
  expect([...tenths.keys()].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  for (const draws of tenths.values()) expect(Math.abs(draws.length - 1000)).toBeLessThan(120)
})
