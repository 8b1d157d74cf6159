import type { PlanBesideActual } from '../../domain/report/content/picture.ts'
import { percent } from '../../domain/report/words/figures.ts'
import { type Drawing, edgePx, type Frame, linePxOf } from './frame.ts'
import { bandOf, headingOf, type LegendEntry } from './heading.ts'
import { bucketColours, faintColours, hairline, ink, paper } from './palette.ts'
import type { Box, Shape } from './shapes.ts'
import { inkText, linesOf, quietText, widestPx } from './words.ts'

/** A bar of an earlier quarter with the gap below it. */
const pastPx = 6
const betweenRowsPx = 14
/** From a bar's end, or its band's, to its figure. */
const figureGapPx = 7

type Row = PlanBesideActual['rows'][number]

/** Bars by category: earlier quarters faint, planned hollow, spent solid with its band, each with its figure beside it. */
export function drawPlanBesideActual(spec: PlanBesideActual, frame: Frame): Drawing {
  const { widthPx } = frame
  const heading = headingOf(titleOf(spec), legendOf(spec), frame)
  const names = spec.rows.flatMap((row) => namesOf(row, frame))
  const left = edgePx + widestPx(names, frame) + 12
  const figurePx = figureGapPx + widestPx(['100 %'], frame, 'semibold')
  const scalePx = (widthPx - edgePx - figurePx - left) / highestShare(spec)
  let top = heading.heightPx + betweenRowsPx
  const axisTop = top - betweenRowsPx / 2
  const rows = spec.rows.flatMap((row) => {
    const shapes = drawRow(row, { top, left, scalePx }, frame)
    top += rowHeightPx(row, frame) + betweenRowsPx
    return shapes
  })
  const axisBottom = top - betweenRowsPx / 2
  const axis: Shape = {
    kind: 'stroke',
    points: [
      [left, axisTop],
      [left, axisBottom],
    ],
    stroke: hairline,
    strokePx: 1,
  }
  return { shapes: [...heading.shapes, ...rows, axis], heightPx: Math.ceil(top) }
}

function drawRow(
  row: Row,
  { top, left, scalePx }: { readonly top: number; readonly left: number; readonly scalePx: number },
  frame: Frame,
): Shape[] {
  const { bucket, past, plannedShare, actualShare, band } = row
  const linePx = linePxOf(frame)
  const xOf = (share: number) => left + share * scalePx
  const bar = (
    share: number,
    y: number,
    heightPx: number,
  ): Pick<Box, 'kind' | 'at' | 'widthPx' | 'heightPx'> => ({
    ...{ kind: 'box', at: [left, y], widthPx: share * scalePx, heightPx },
  })
  const plannedTop = top + pastHeightPx(row)
  const actualTop = plannedTop + (plannedShare === null ? 0 : linePx)
  const end = Math.max(actualShare, band?.highShare ?? 0)
  return [
    ...namesOf(row, frame).map((name, line) => inkText(frame, name, [edgePx, top + (line + 0.5) * linePx])),
    ...past.map((each, index) => ({
      ...bar(each.actualShare, top + index * pastPx, pastPx - 1),
      fill: faintColours[bucket],
    })),
    ...(plannedShare === null
      ? []
      : [
          { ...bar(plannedShare, plannedTop + 1, linePx - 3), fill: paper, stroke: bucketColours[bucket] },
          quietText(frame, percent(plannedShare), [xOf(plannedShare) + figureGapPx, plannedTop + linePx / 2]),
        ]),
    { ...bar(actualShare, actualTop + 1, linePx - 3), fill: bucketColours[bucket] },
    ...(band === null ? [] : bandOf(xOf(band.lowShare), xOf(band.highShare), actualTop + linePx / 2)),
    inkText(frame, percent(actualShare), [xOf(end) + figureGapPx, actualTop + linePx / 2], {
      weight: 'semibold',
    }),
  ]
}

function titleOf(spec: PlanBesideActual): string {
  return isPlanned(spec) ? 'Share of the sorted work, planned and spent' : 'Share of the sorted work'
}

function legendOf(spec: PlanBesideActual): LegendEntry[] {
  const [first] = spec.rows
  if (first === undefined) return []
  const past = first.past.map(({ label }) => label)
  const fill = bucketColours[first.bucket]
  return [
    ...(past.length === 0
      ? []
      : [
          {
            label: past.length > 2 ? `${past[0]} to ${past.at(-1)}` : past.join(', '),
            ...{ fill: faintColours[first.bucket], as: 'box' as const },
          },
        ]),
    ...(isPlanned(spec) ? [{ label: 'Planned', fill: paper, stroke: fill, as: 'box' as const }] : []),
    { label: 'Spent', fill, as: 'box' },
    ...(spec.rows.some(({ band }) => band !== null)
      ? [{ label: 'Likely range', fill: ink, as: 'band' as const }]
      : []),
  ]
}

function isPlanned({ rows }: PlanBesideActual): boolean {
  return rows.some(({ plannedShare }) => plannedShare !== null)
}

/** A category's name, in lines of at most a third of the width. */
function namesOf({ label }: Row, frame: Frame): string[] {
  return linesOf(label, frame.widthPx / 3 - edgePx, frame)
}

function pastHeightPx({ past }: Row): number {
  return past.length === 0 ? 0 : past.length * pastPx + 1
}

function rowHeightPx(row: Row, frame: Frame): number {
  const bars = pastHeightPx(row) + (row.plannedShare === null ? 1 : 2) * linePxOf(frame)
  return Math.max(bars, namesOf(row, frame).length * linePxOf(frame))
}

function highestShare({ rows }: PlanBesideActual): number {
  const shares = rows.flatMap(({ plannedShare, actualShare, band, past }) => [
    ...[plannedShare ?? 0, actualShare, band?.highShare ?? 0],
    ...past.map((each) => each.actualShare),
  ])
  return Math.max(0.1, ...shares)
}
