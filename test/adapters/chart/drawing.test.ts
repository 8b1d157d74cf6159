import { Resvg } from '@resvg/resvg-js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawingOf } from '../../../adapters/chart/drawing.ts'
import { canDraw, fontFiles, textWidthPx } from '../../../adapters/chart/font.ts'
import { type Frame, mailFrame } from '../../../adapters/chart/frame.ts'
import { drawable, type Shape, type Text } from '../../../adapters/chart/shapes.ts'
import { type Bucket, buckets } from '../../../domain/category.ts'
import { addDays } from '../../../domain/instant.ts'
import type { PictureSpec } from '../../../domain/report/content/picture.ts'
import { bucketLabels } from '../../../domain/report/words/categories.ts'
import { shortDate } from '../../../domain/report/words/dates.ts'

const share = fc.double({ min: 0, max: 1, noNaN: true })
const days = fc.oneof(
  fc.constant(0),
  fc.double({ min: 0, max: 2, noNaN: true }),
  fc.integer({ min: 0, max: 20_000 }),
)
const quarter = { from: '2026-04-01', to: '2026-07-01' }
const pastLabels = ['Q2 2025', 'Q3 2025', 'Q4 2025', 'Q1']

const planned: fc.Arbitrary<PictureSpec> = fc
  .record({
    pastCount: fc.nat(4),
    hasPlan: fc.boolean(),
    hasBand: fc.boolean(),
    shares: fc.array(share, { minLength: 40, maxLength: 40 }),
  })
  .map(({ pastCount, hasPlan, hasBand, shares: [...shares] }) => ({
    kind: 'plan_beside_actual',
    altText: '',
    rows: buckets.map((bucket: Bucket) => {
      const [first = 0, second = 0, third = 0] = [shares.pop(), shares.pop(), shares.pop()]
        .map((each) => each ?? 0)
        .toSorted()
      return {
        bucket,
        label: bucketLabels[bucket],
        plannedShare: hasPlan ? (shares.pop() ?? 0) : null,
        actualShare: second,
        band: hasBand ? { lowShare: first, highShare: third } : null,
        past: pastLabels.slice(4 - pastCount).map((label) => ({ label, actualShare: shares.pop() ?? 0 })),
      }
    }),
  }))

const weeks: fc.Arbitrary<PictureSpec> = fc
  .array(
    fc.record({
      days: fc.record({ roadmap: days, ktlo: days, reliability: days, uncategorised: days }),
      interruptions: fc.oneof(fc.nat(9), fc.nat(4000)),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map((listed) => ({
    kind: 'weeks_by_bucket',
    altText: '',
    weeks: listed.map((week, index) => ({ ...week, label: shortDate(addDays('2026-03-30', index * 7)) })),
  }))

const burnDown: fc.Arbitrary<PictureSpec> = fc
  .record({
    budget: days,
    spent: fc.array(days, { maxLength: 13 }),
    ends: fc.option(fc.tuple(days, days, days)),
  })
  .map(({ budget, spent, ends }) => {
    const [high = 0, middle = 0, low = 0] = (ends ?? []).toSorted((a, b) => a - b).map((end) => budget - end)
    return {
      kind: 'burn_down',
      altText: '',
      budgetDays: budget,
      ...quarter,
      left: [
        { date: quarter.from, days: budget },
        ...spent.map((_, index) => ({
          date: addDays(quarter.from, index * 7 + 5),
          days: budget - spent.slice(0, index + 1).reduce((sum, more) => sum + more / 4, 0),
        })),
      ],
      projected: ends === null ? null : { days: middle, lowDays: low, highDays: high },
    }
  })

/** A mail's, and a page's on a phone. */
const frames: readonly Frame[] = [mailFrame, { widthPx: 344, heightPx: 280, textPx: 13, hasTitle: false }]

interface Edges {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

function edgesOf({ text, at: [x, y], anchor, textPx, weight }: Text): Edges {
  const width = textWidthPx(text, textPx, weight)
  const left = x - { start: 0, middle: 0.5, end: 1 }[anchor] * width
  // Capitals and figures, which our words are mostly made of.
  return { left, right: left + width, top: y - textPx * 0.37, bottom: y + textPx * 0.37 }
}

function boxesOf(shapes: readonly Shape[]): Edges[] {
  return shapes.flatMap((shape) =>
    shape.kind === 'box' && shape.widthPx > 0 && shape.heightPx > 0
      ? [
          {
            left: shape.at[0],
            right: shape.at[0] + shape.widthPx,
            top: shape.at[1],
            bottom: shape.at[1] + shape.heightPx,
          },
        ]
      : [],
  )
}

function touch(a: Edges, b: Edges): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

/** With the room that words need around them not to be read as one. */
function withRoom({ left, right, top, bottom }: Edges, { textPx }: Frame): Edges {
  const roomPx = textPx * 0.2
  return { left: left - roomPx, right: right + roomPx, top: top - roomPx, bottom: bottom + roomPx }
}

/** What is wrong in a picture: words cut off, over or hard by one another, or over a bar. */
function faultsOf(spec: PictureSpec, frame: Frame): string[] {
  const { shapes, heightPx } = drawingOf(spec, frame)
  const texts = shapes
    .filter((shape) => shape.kind === 'text')
    .map((text) => ({ text: text.text, ...edgesOf(text) }))
  const boxes = boxesOf(shapes)
  return texts.flatMap((text, index) => [
    ...(text.left < 0 || text.right > frame.widthPx || text.top < 0 || text.bottom > heightPx
      ? [`"${text.text}" is cut off`]
      : []),
    ...texts
      .slice(index + 1)
      .filter((other) => touch(withRoom(text, frame), other))
      .map((other) => `"${text.text}" over "${other.text}"`),
    ...(boxes.some((box) => touch(text, box)) ? [`"${text.text}" over a bar`] : []),
  ])
}

test.each([
  ['plan beside actual', planned],
  ['weeks', weeks],
  ['burn-down', burnDown],
] as const)('%s: no words are cut off, over one another or over a bar, whatever the figures', (_, specs) => {
  fc.assert(
    fc.property(specs, (spec) => {
      for (const frame of frames) expect(faultsOf(spec, frame)).toEqual([])
    }),
    { seed: 1, numRuns: 200 },
  )
})

test.each([0, 4, 30, 60, 88])(
  'a budget of which nothing is spent by day %i has its figure clear of the legend',
  (day) => {
    const left = [quarter.from, addDays(quarter.from, day)].map((date) => ({ date, days: 78 }))
    const spec: PictureSpec = {
      ...{ kind: 'burn_down', altText: '', budgetDays: 78, ...quarter },
      ...{ left, projected: null },
    }
    for (const frame of frames) {
      const texts = drawingOf(spec, frame).shapes.filter((shape) => shape.kind === 'text')
      const bottomOf = (label: string) => {
        const legend = texts.find(({ text }) => text === label)
        // With the tails of letters such as "y", which reach a fifth of the size below the line.
        return (legend === undefined ? Number.NaN : edgesOf(legend).bottom) + frame.textPx * 0.2
      }
      const figure = texts.find(({ text }) => text === '78 left')
      const top = figure === undefined ? Number.NaN : edgesOf(figure).top
      expect(top - bottomOf('Days left')).toBeGreaterThan(frame.textPx / 4)
    }
  },
)

test.each([planned, weeks, burnDown])('no place in a picture is no number', (specs) => {
  fc.assert(
    fc.property(specs, (spec) => {
      expect(JSON.stringify(drawingOf(spec, mailFrame))).not.toMatch(/null|NaN/)
    }),
    { seed: 1 },
  )
})

test('a mail’s words are at least 11 px high on a phone of 375 px, where it is 335 px wide', () => {
  expect((mailFrame.textPx * 335) / mailFrame.widthPx).toBeGreaterThanOrEqual(11)
})

test.each(['Keeping things running', 'Q4 2025, Q1', '1,030 left', 'Ώρες · часы'])(
  '%s is as wide as it is drawn',
  (text) => {
    const drawn = new Resvg(
      `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="60"><text x="9" y="40" font-size="32">${text}</text></svg>`,
      { font: { fontFiles: Object.values(fontFiles), loadSystemFonts: false, defaultFontFamily: 'Inter' } },
    ).getBBox()
    // The letters' own edges lie within their advances.
    expect(Math.abs(textWidthPx(text, 32) - (drawn?.width ?? 0))).toBeLessThan(10)
  },
)

test.each(['日本語', '한국어', 'ไทย', 'עברית', 'العربية', 'done 🎉', '\u0000'])(
  '%j has no letters in our font and is left out',
  (text) => {
    expect(canDraw(text)).toBe(false)
    const [first] = drawingOf(
      {
        kind: 'weeks_by_bucket',
        altText: '',
        weeks: [
          { label: text, days: { roadmap: 1, ktlo: 0, reliability: 0, uncategorised: 0 }, interruptions: 0 },
        ],
      },
      mailFrame,
    ).shapes.filter((shape) => shape.kind === 'text' && shape.text === text)
    expect(first).toBeDefined()
    expect(drawable(first === undefined ? [] : [first])).toEqual([])
  },
)

test('Latin, Greek and Cyrillic are drawn', () => {
  expect(['Żółć', 'Ελλάδα', 'Київ', '± 41 % – 9 €'].map((text) => canDraw(text))).toEqual([
    true,
    true,
    true,
    true,
  ])
})

test.each([1, 2, 5, 8, 11, 13, 14])('below %i weeks, dates stand at even steps from the first', (count) => {
  const days = { roadmap: 900, ktlo: 400, reliability: 100, uncategorised: 0 }
  const labels = Array.from({ length: count }, (_, index) => shortDate(addDays('2026-03-30', index * 7)))
  const spec: PictureSpec = {
    kind: 'weeks_by_bucket',
    altText: '',
    weeks: labels.map((label) => ({ label, days, interruptions: 40 })),
  }
  const told = drawingOf(spec, mailFrame).shapes.flatMap((shape) =>
    shape.kind === 'text' && labels.includes(shape.text) ? [labels.indexOf(shape.text)] : [],
  )
  const step = told[1] ?? count
  expect(told).toEqual(Array.from({ length: Math.ceil(count / step) }, (_, index) => index * step))
})
