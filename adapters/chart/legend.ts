import { fontFamily, quietInk } from './palette.ts'

export interface LegendEntry {
  readonly label: string
  readonly fill: string
  readonly stroke?: string
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
  const graphic = entries.flatMap(({ label, fill, stroke }) => {
    const entryPx = 18 + widthOf(label)
    if (left > 8 && left + entryPx > widthPx) {
      left = 8
      line += 1
    }
    const markLeft = left
    const top = line * legendLinePx
    left += entryPx + 18
    return [
      {
        type: 'rect',
        left: markLeft,
        top: top + 8,
        shape: { width: 11, height: 11, r: 2 },
        style: { fill, stroke: stroke ?? fill, lineWidth: 1.5 },
      },
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
