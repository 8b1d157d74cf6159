import { type FontWeight, textWidthPx } from './font.ts'
import type { Frame } from './frame.ts'
import { ink, quietInk } from './palette.ts'
import type { Point, Text } from './shapes.ts'

/** A quiet text from a point on; `anchor` says which of its ends, or its middle, is there. */
export function quietText(
  { textPx }: Frame,
  text: string,
  at: Point,
  anchor: Text['anchor'] = 'start',
): Text {
  return { kind: 'text', ...{ text, at, anchor, textPx }, weight: 'regular', fill: quietInk }
}

export function inkText(
  { textPx }: Frame,
  text: string,
  at: Point,
  { anchor = 'start', weight = 'regular' }: Partial<Pick<Text, 'anchor' | 'weight'>> = {},
): Text {
  return { kind: 'text', ...{ text, at, anchor, textPx, weight }, fill: ink }
}

/** A text's words in lines of at most that width; a wider word has a line of its own. */
export function linesOf(
  text: string,
  roomPx: number,
  { textPx }: Frame,
  weight: FontWeight = 'regular',
): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && textWidthPx(`${last} ${word}`, textPx, weight) <= roomPx)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

/** The widest of some texts, in pixels. */
export function widestPx(
  texts: readonly string[],
  { textPx }: Frame,
  weight: FontWeight = 'regular',
): number {
  return Math.max(0, ...texts.map((text) => textWidthPx(text, textPx, weight)))
}
