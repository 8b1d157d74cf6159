import { textWidthPx } from './font.ts'
import { type Drawing, edgePx, type Frame, linePxOf } from './frame.ts'
import { ink } from './palette.ts'
import type { Point, Shape } from './shapes.ts'
import { inkText, linesOf, quietText } from './words.ts'

export interface LegendEntry {
  readonly label: string
  readonly fill: string
  /** Of a hollow box. */
  readonly stroke?: string
  /** How it is drawn in the picture. */
  readonly as: 'box' | 'line' | 'dashed line' | 'dotted line' | 'band' | 'triangle'
}

/** How the lines of pictures are dashed and dotted, in legends too. */
export const dashes = { dashed: '5 3', dotted: '2 3' } as const

/** From a mark's left edge to its words. */
const markPx = 20
const betweenEntriesPx = 14

/** The title, where the frame has one, and the legend below it, in as many lines as the width needs. */
export function headingOf(title: string, entries: readonly LegendEntry[], frame: Frame): Drawing {
  const linePx = linePxOf(frame)
  const room = frame.widthPx - 2 * edgePx
  const titles = frame.hasTitle ? linesOf(title, room, frame, 'semibold') : []
  const legendTop = edgePx + titles.length * linePx + (titles.length > 0 ? 4 : 0)
  let left = edgePx
  let line = 0
  const legend = entries.flatMap((entry) => {
    const entryPx = markPx + textWidthPx(entry.label, frame.textPx)
    if (left > edgePx && left + entryPx > edgePx + room) {
      left = edgePx
      line += 1
    }
    const [x, y] = [left, legendTop + (line + 0.5) * linePx]
    left += entryPx + betweenEntriesPx
    return [...markOf(entry, [x, y]), quietText(frame, entry.label, [x + markPx, y])]
  })
  return {
    shapes: [
      ...titles.map((text, index) =>
        inkText(frame, text, [edgePx, edgePx + (index + 0.5) * linePx], { weight: 'semibold' }),
      ),
      ...legend,
    ],
    heightPx: legendTop + (entries.length === 0 ? 0 : line + 1) * linePx,
  }
}

function markOf({ fill, stroke, as }: LegendEntry, [x, y]: Point): Shape[] {
  const across = {
    kind: 'stroke',
    points: [
      [x, y],
      [x + 14, y],
    ],
    stroke: fill,
  } as const
  switch (as) {
    case 'box':
      return [
        {
          ...{ kind: 'box', at: [x, y - 6], widthPx: 12, heightPx: 12, fill },
          ...(stroke === undefined ? {} : { stroke }),
        },
      ]
    case 'line':
      return [{ ...across, strokePx: 3 }]
    case 'dashed line':
      return [{ ...across, strokePx: 1.5, dashes: dashes.dashed }]
    case 'dotted line':
      return [{ ...across, strokePx: 2, dashes: dashes.dotted }]
    case 'band':
      return bandOf(x, x + 14, y)
    case 'triangle':
      return [triangleAt([x + 6, y], fill)]
  }
}

/** A band from left to right: a stroke with two ends. */
export function bandOf(left: number, right: number, y: number): Shape[] {
  const line = (...points: readonly Point[]) =>
    ({ kind: 'stroke', points, stroke: ink, strokePx: 1.5 }) as const
  return [
    line([left, y], [right, y]),
    line([left, y - 4], [left, y + 4]),
    line([right, y - 4], [right, y + 4]),
  ]
}

/** A triangle that points up, around a point. */
export function triangleAt([x, y]: Point, fill: string): Shape {
  return {
    kind: 'area',
    points: [
      [x, y - 4],
      [x + 5, y + 4],
      [x - 5, y + 4],
    ],
    fill,
  }
}
