import type { Picture } from '../../domain/report/content/edition.ts'
import type { PictureSpec } from '../../domain/report/content/picture.ts'
import { drawingOf } from './drawing.ts'
import { mailFrame } from './frame.ts'
import { fontFamily } from './palette.ts'
import { pngOf } from './png.ts'
import { drawable, svgOf } from './shapes.ts'

/** A picture as mails need it, with its size in CSS pixels. */
export interface DrawnPicture extends Picture {
  readonly svg: string
  readonly widthPx: number
  readonly heightPx: number
}

/** Draws a report's picture; the same specification gives the same bytes. */
export async function pictureOf(spec: PictureSpec): Promise<DrawnPicture> {
  const { widthPx } = mailFrame
  const { shapes, heightPx } = drawingOf(spec, mailFrame)
  const svg = svgOf(drawable(shapes), { widthPx, heightPx }, fontFamily)
  return {
    contentId: `${spec.kind.replaceAll('_', '-')}@plumbline`,
    altText: spec.altText,
    png: await pngOf(svg, widthPx),
    svg,
    widthPx,
    heightPx,
  }
}
