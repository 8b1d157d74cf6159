import { fontFamily, quietInk } from './palette.ts'

export interface LegendEntry {
  readonly label: string
  readonly fill: string
  readonly stroke?: string
  /** How it is drawn in the picture; a box where nothing is said. */
  readonly as?: 'dashed line' | 'line'
}

/** Pixels that each line of a legend takes. */
export const legendLinePx = 20

export interface Legend {
  readonly graphic: readonly object[]
  readonly lines: number
}

/** Marks with their words along the top edge, in as many lines as the width needs; widths are near enough for Inter at 14 px. */
export function legendOf(entries: readonly LegendEntry[], widthPx: number): Legend {
  let left = 8
  let line = 0
  const graphic = entries.flatMap((entry) => {
    const { label } = entry
    const entryPx = 18 + widthOf(label)
    if (left > 8 && left + entryPx > widthPx) {
      left = 8
      line += 1
    }
    const markLeft = left
    const top = line * legendLinePx
    left += entryPx + 18
    return [
      markOf(entry, markLeft, top),
      {
        type: 'text',
        left: markLeft + 18,
        top: top + 6,
        style: { text: label, fill: quietInk, font: `14px ${fontFamily}` },
      },
    ]
  })
  return { graphic, lines: line + 1 }
}

function markOf({ fill, stroke, as }: LegendEntry, left: number, top: number): object {
  if (as === undefined) {
    return {
      type: 'rect',
      left,
      top: top + 8,
      shape: { width: 11, height: 11, r: 2 },
      style: { fill, stroke: stroke ?? fill, lineWidth: 1.5 },
    }
  }
  const style =
    as === 'dashed line' ? { stroke: fill, lineWidth: 1.5, lineDash: [3, 2] } : { stroke: fill, lineWidth: 3 }
  return { type: 'line', left, top: top + 13, shape: { x1: 0, y1: 0, x2: 13, y2: 0 }, style }
}

/** The same on one line. */
export function legendGraphic(entries: readonly LegendEntry[]): readonly object[] {
  return legendOf(entries, Number.POSITIVE_INFINITY).graphic
}

/** Width of a label in Inter at 14 px, near enough to set the next mark beside it. */
function widthOf(label: string): number {
  let width = 0
  for (const character of label) {
    if ("ilj.,'| ".includes(character)) width += 4
    else if ('tfr()'.includes(character)) width += 5.2
    else width += /[A-Zmw%]/.test(character) ? 10 : 7.9
  }
  return width
}
