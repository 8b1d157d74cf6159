import { buckets } from '../../domain/category.ts'
import type { WeeksByBucket } from '../../domain/report/content/picture.ts'
import { bucketLabels } from '../../domain/report/words/categories.ts'
import { grouped } from '../../domain/text/numbers.ts'
import { type Drawing, edgePx, type Frame, linePxOf } from './frame.ts'
import { headingOf, triangleAt } from './heading.ts'
import { bucketColours, ink } from './palette.ts'
import { evenWordsBelow, plotOf } from './plot.ts'
import type { Shape } from './shapes.ts'
import { inkText, widestPx } from './words.ts'

/** From the bottom up: what keeps things running first, where its change over the weeks is easiest to read. */
const stackOrder = ['ktlo', 'reliability', 'roadmap', 'uncategorised'] as const

/** Weeks as stacked columns of person-days, with each week's interruptions in a line above them. */
export function drawWeeksByBucket(spec: WeeksByBucket, frame: Frame): Drawing {
  const stacked = stackOrder.filter((bucket) => spec.weeks.some((week) => week.days[bucket] > 0))
  const hasInterruptions = spec.weeks.some((week) => week.interruptions > 0)
  const heading = headingOf(
    'Person-days a week',
    [
      ...stacked.map((bucket) => ({
        label: bucketLabels[bucket],
        fill: bucketColours[bucket],
        as: 'box' as const,
      })),
      ...(hasInterruptions ? [{ label: 'Interruptions', fill: ink, as: 'triangle' as const }] : []),
    ],
    frame,
  )
  const interruptionsTop = heading.heightPx + 8
  const interruptionsPx = hasInterruptions ? linePxOf(frame) + 12 : 0
  const totals = spec.weeks.map((week) => buckets.reduce((sum, bucket) => sum + week.days[bucket], 0))
  const plot = plotOf(
    { lowest: 0, highest: Math.max(...totals, 0.1) },
    { top: interruptionsTop + interruptionsPx + 6, rightPx: 0 },
    frame,
  )
  const slotPx = (plot.right - plot.left) / Math.max(1, spec.weeks.length)
  const xOf = (index: number) => plot.left + (index + 0.5) * slotPx
  const barPx = Math.min(slotPx * 0.76, 72)
  const columns = spec.weeks.flatMap((week, index) => {
    let below = 0
    return stacked.flatMap((bucket): Shape[] => {
      const days = week.days[bucket]
      if (days <= 0) return []
      const top = plot.yOf(below + days)
      const heightPx = plot.yOf(below) - top
      below += days
      return [
        {
          ...{ kind: 'box', at: [xOf(index) - barPx / 2, top], widthPx: barPx, heightPx },
          fill: bucketColours[bucket],
        },
      ]
    })
  })
  const marks = spec.weeks.flatMap(({ interruptions }, index) =>
    interruptions > 0 ? [triangleAt([xOf(index), interruptionsTop + linePxOf(frame) + 5], ink)] : [],
  )
  return {
    shapes: [
      ...heading.shapes,
      ...plot.shapes,
      ...columns,
      ...marks,
      ...counts(spec, { xOf, y: interruptionsTop + linePxOf(frame) / 2 }, frame),
      ...evenWordsBelow(
        spec.weeks.map(({ label }, index) => ({ text: label, x: xOf(index) })),
        plot,
        frame,
      ),
    ],
    heightPx: frame.heightPx,
  }
}

/** How many interruptions came in each week; where numbers would touch, those of the weeks with the most. */
function counts(
  { weeks }: WeeksByBucket,
  { xOf, y }: { readonly xOf: (index: number) => number; readonly y: number },
  frame: Frame,
): Shape[] {
  const taken: { readonly from: number; readonly to: number }[] = []
  return weeks
    .map(({ interruptions }, index) => ({ interruptions, index }))
    .filter(({ interruptions }) => interruptions > 0)
    .toSorted((a, b) => b.interruptions - a.interruptions || a.index - b.index)
    .flatMap(({ interruptions, index }) => {
      const text = grouped(interruptions)
      const half = widestPx([text], frame) / 2
      const middle = Math.min(xOf(index), frame.widthPx - edgePx - half)
      const [from, to] = [middle - half - 2, middle + half + 2]
      if (taken.some((other) => from < other.to && to > other.from)) return []
      taken.push({ from, to })
      return [inkText(frame, text, [middle, y], { anchor: 'middle' })]
    })
}
