import { fontFamily, quietInk } from './palette.ts'

export interface LegendEntry {
  readonly label: string
  readonly fill: string
  readonly stroke?: string
}

/** One line of marks with their words along the top edge; widths are near enough for Inter at 14 px. */
export function legendGraphic(entries: readonly LegendEntry[]): readonly object[] {
  let left = 8
  return entries.flatMap(({ label, fill, stroke }) => {
    const markLeft = left
    left += 18 + widthOf(label) + 18
    return [
      {
        type: 'rect',
        left: markLeft,
        top: 8,
        shape: { width: 11, height: 11, r: 2 },
        style: { fill, stroke: stroke ?? fill, lineWidth: 1.5 },
      },
      {
        type: 'text',
        left: markLeft + 18,
        top: 6,
        style: { text: label, fill: quietInk, font: `14px ${fontFamily}` },
      },
    ]
  })
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
