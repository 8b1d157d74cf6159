import { expect, test } from 'vitest'
import { pageSvgOf } from '../../../adapters/chart/page-svg.ts'
import { driftOf } from '../../../queries/drift/drift.ts'
import { examplePlan, exampleReconciliation } from '../../builders/example-company.ts'

const pictures = driftOf(exampleReconciliation, examplePlan).teams.flatMap(({ picture }) => picture ?? [])

test('a picture of a page has no style of its own and no colour but the page’s, so that the policy and the dark allow it', () => {
  expect(pictures.length).toBeGreaterThan(1)
  for (const picture of pictures) {
    const svg = pageSvgOf(picture, 860, 320)
    expect(svg).not.toContain('style')
    const colours = [...svg.matchAll(/ (?:fill|stroke)="([^"]*)"/g)].map(([, colour]) => colour)
    expect(colours.filter((colour) => !/^var\(--[a-z-]+\)$|^none$/.test(colour ?? ''))).toEqual([])
    expect(svg).toContain('var(--reliability)')
  }
})

test('a narrow picture wraps its legend, and none has an id that another could have too', () => {
  const [picture] = pictures
  if (picture === undefined) throw new Error('nothing is drawn')
  const [wide, narrow] = [pageSvgOf(picture, 860, 320), pageSvgOf(picture, 344, 280)]
  expect(wide + narrow).not.toContain(' id=')
  const legendHeights = (svg: string) =>
    new Set(
      [
        ...svg.matchAll(/<text[^>]* y="(\S+)"[^>]*>(?:Planned course|Days left|At this pace|Likely range)/g),
      ].map(([, top]) => top),
    )
  expect(legendHeights(wide).size).toBe(1)
  expect(legendHeights(narrow).size).toBe(2)
})
