import { addDays, daysBetween, type LocalDate } from '../../domain/instant.ts'
import type { BurnDown } from '../../domain/report/content/picture.ts'
import { shortDate } from '../../domain/report/words/dates.ts'
import { grouped } from '../../domain/text/numbers.ts'
import type { Drawing, Frame } from './frame.ts'
import { dashes, headingOf, type LegendEntry } from './heading.ts'
import { bucketColours, faintColours, quietInk } from './palette.ts'
import { type Plot, plotOf, wordsBelow } from './plot.ts'
import type { Point, Shape } from './shapes.ts'
import { inkText, widestPx } from './words.ts'

const colour = bucketColours.reliability

/** Days left of the reliability budget over the quarter: planned course, what happened, where it is heading. */
export function drawBurnDown(spec: BurnDown, frame: Frame): Drawing {
  const { projected, budgetDays } = spec
  const heading = headingOf('Reliability: person-days left', legendOf(spec), frame)
  const end = endOf(spec)
  const endText = leftInWords(end.days)
  const asidePx = asideOf(spec, frame)
  // An overspent budget runs below its axis: cut off at 0 it would look spent to the day.
  const lowest = Math.min(0, projected?.lowDays ?? 0, ...spec.left.map(({ days }) => days))
  // A figure above its line keeps clear of the legend.
  const plot = plotOf(
    { lowest, highest: Math.max(budgetDays, 0.1, projected?.highDays ?? 0) },
    {
      top: heading.heightPx + (asidePx < 0 ? 1.4 : 1) * frame.textPx,
      rightPx: widestPx([endText], frame, 'semibold') + 10,
    },
    frame,
  )
  const wholeDays = daysBetween(spec.from, spec.to)
  const placeOf = (date: LocalDate, days: number): Point => [
    plot.left + (daysBetween(spec.from, date) / wholeDays) * (plot.right - plot.left),
    plot.yOf(days),
  ]
  const spent = spec.left.map(({ date, days }) => placeOf(date, days))
  const [endX, endY] = placeOf(end.date, end.days)
  return {
    shapes: [
      ...heading.shapes,
      ...plot.shapes,
      ...projection(spec, placeOf),
      {
        ...{ kind: 'stroke', stroke: quietInk, strokePx: 1.5, dashes: dashes.dashed },
        points: [placeOf(spec.from, budgetDays), placeOf(spec.to, 0)],
      },
      { kind: 'stroke', points: spent, stroke: colour, strokePx: 3 },
      ...spent.map((at) => dotAt(at)),
      inkText(frame, endText, [endX + 8, within(endY + asidePx, plot, frame)], {
        weight: 'semibold',
      }),
      ...wordsBelow(
        datesOf(spec).map((date) => ({
          text: shortDate(date),
          // The last day's end is the plot's.
          x: placeOf(date === addDays(spec.to, -1) ? spec.to : date, 0)[0],
        })),
        plot,
        frame,
      ),
    ],
    heightPx: frame.heightPx,
  }
}

/** The projection's band and its middle, from the last known day to the quarter's end. */
function projection(
  { projected, left, to }: BurnDown,
  placeOf: (date: LocalDate, days: number) => Point,
): Shape[] {
  const now = left.at(-1)
  if (projected === null || now === undefined) return []
  const from = placeOf(now.date, now.days)
  const end = placeOf(to, projected.days)
  return [
    {
      ...{ kind: 'area', fill: faintColours.reliability },
      points: [from, placeOf(to, projected.highDays), placeOf(to, projected.lowDays)],
    },
    { kind: 'stroke', points: [from, end], stroke: colour, strokePx: 2, dashes: dashes.dotted },
    dotAt(end),
  ]
}

function legendOf({ projected }: BurnDown): LegendEntry[] {
  return [
    { label: 'Planned course', fill: quietInk, as: 'dashed line' },
    { label: 'Days left', fill: colour, as: 'line' },
    ...(projected === null
      ? []
      : ([
          { label: 'At this pace', fill: colour, as: 'dotted line' },
          { label: 'Likely range', fill: faintColours.reliability, as: 'box' },
        ] as const)),
  ]
}

/** Where the last figure stands: where it is heading, or where it has come. */
function endOf({ projected, left, to, from, budgetDays }: BurnDown): {
  readonly date: LocalDate
  readonly days: number
} {
  if (projected !== null) return { date: to, days: projected.days }
  return left.at(-1) ?? { date: from, days: budgetDays }
}

/** The first day, the first of each month after it, and the last day. */
function datesOf({ from, to }: BurnDown): LocalDate[] {
  const last = addDays(to, -1)
  const days = Array.from({ length: daysBetween(from, last) + 1 }, (_, day) => addDays(from, day))
  return days.filter((date) => date === from || date === last || date.endsWith('-01'))
}

/** Keeps a figure at the plot's edge above the dates below it. */
function within(y: number, plot: Plot, { textPx }: Frame): number {
  return Math.min(y, plot.bottom - textPx / 3)
}

/** Before the quarter's end the planned course goes on beside the last figure, which then stands above or below it. */
function asideOf({ projected, left, to, from, budgetDays }: BurnDown, { textPx }: Frame): number {
  const last = left.at(-1)
  if (projected !== null || last === undefined || last.date >= to) return 0
  const course = budgetDays * (1 - daysBetween(from, last.date) / daysBetween(from, to))
  return (last.days >= course ? -0.8 : 0.8) * textPx
}

function dotAt([x, y]: Point): Shape {
  return { kind: 'box', at: [x - 2.5, y - 2.5], widthPx: 5, heightPx: 5, fill: colour }
}

/** "24 left", "5 over". */
function leftInWords(days: number): string {
  const whole = Math.round(days)
  return whole < 0 ? `${grouped(-whole)} over` : `${grouped(whole)} left`
}
