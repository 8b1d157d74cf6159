import { edgePx, type Frame, linePxOf } from './frame.ts'
import { hairline } from './palette.ts'
import { ticksOf, tickText } from './scale.ts'
import type { Shape } from './shapes.ts'
import { quietText, widestPx } from './words.ts'

/** The part of a picture with values upwards, between its edges in pixels. */
export interface Plot {
  readonly left: number
  readonly right: number
  readonly bottom: number
  readonly yOf: (value: number) => number
  /** Its lines and their values. */
  readonly shapes: readonly Shape[]
}

/** Lines across at round values, with their values at the left; a line of words has room below the plot. */
export function plotOf(
  { lowest, highest }: { readonly lowest: number; readonly highest: number },
  { top, rightPx }: { readonly top: number; readonly rightPx: number },
  frame: Frame,
): Plot {
  const ticks = ticksOf(lowest, highest)
  const left =
    edgePx +
    widestPx(
      ticks.map((tick) => tickText(tick, ticks)),
      frame,
    ) +
    8
  const right = frame.widthPx - edgePx - rightPx
  const bottom = frame.heightPx - linePxOf(frame) - edgePx
  const range = Math.max(highest - lowest, 0.001)
  const yOf = (value: number) => bottom - ((value - lowest) / range) * (bottom - top)
  return {
    ...{ left, right, bottom, yOf },
    shapes: ticks.flatMap((tick): Shape[] => [
      {
        kind: 'stroke',
        points: [
          [left, yOf(tick)],
          [right, yOf(tick)],
        ],
        stroke: hairline,
        strokePx: 1,
      },
      quietText(frame, tickText(tick, ticks), [left - 8, yOf(tick)], 'end'),
    ]),
  }
}

/** Words below a plot at even steps, each around its place: as many of them as have room, the first always. */
export function evenWordsBelow(
  words: readonly { readonly text: string; readonly x: number }[],
  plot: Plot,
  frame: Frame,
): Shape[] {
  const room = widestPx(
    words.map(({ text }) => text),
    frame,
  )
  const [first, second] = words
  const apart = first === undefined || second === undefined ? 0 : second.x - first.x
  const step = apart === 0 ? 1 : Math.ceil((room + frame.textPx * 0.6) / apart)
  return wordsBelow(
    words.filter((_, index) => index % step === 0),
    plot,
    frame,
  )
}

/** Words below a plot, each around its place; the first and the last are always there, others where they have room. */
export function wordsBelow(
  words: readonly { readonly text: string; readonly x: number }[],
  plot: Plot,
  frame: Frame,
): Shape[] {
  const y = plot.bottom + linePxOf(frame) / 2 + 4
  const placed = words.map(({ text, x }) => {
    const half = widestPx([text], frame) / 2
    // Further left it would touch the lowest value beside the plot.
    const middle = Math.min(Math.max(x, plot.left + half), frame.widthPx - edgePx - half)
    return { text, middle, from: middle - half, to: middle + half }
  })
  const last = placed.at(-1)
  const gapPx = frame.textPx * 0.6
  let end = Number.NEGATIVE_INFINITY
  return placed.flatMap((word) => {
    const fits = word.from >= end + gapPx && (word === last || word.to + gapPx <= (last?.from ?? 0))
    if (!fits && word !== placed[0]) return []
    if (word === placed[0] && word !== last && word.to + gapPx > (last?.from ?? 0)) return []
    end = word.to
    return [quietText(frame, word.text, [word.middle, y], 'middle')]
  })
}
