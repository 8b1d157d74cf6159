import type { Shape } from './shapes.ts'

/** What a picture is drawn for, in CSS pixels. */
export interface Frame {
  readonly widthPx: number
  /** Of pictures whose content doesn't say how high they are. */
  readonly heightPx: number
  /** Size of all its words. */
  readonly textPx: number
  /** Whether it says itself what it shows: a page says so above it. */
  readonly hasTitle: boolean
}

/** A picture's shapes, those in front last, and how high they are together. */
export interface Drawing {
  readonly shapes: readonly Shape[]
  readonly heightPx: number
}

/** From the picture's edges to its words. */
export const edgePx = 8

/** A mail's: its words are still 11 px high where a phone of 375 px scales it to the 335 px between the margins. */
export const mailFrame: Frame = { widthPx: 480, heightPx: 330, textPx: 16, hasTitle: true }

export function linePxOf({ textPx }: Frame): number {
  return Math.round(textPx * 1.3)
}
