import type { Picture } from '../../domain/report/content/edition.ts'
import type { PictureSpec } from '../../domain/report/content/picture.ts'
import { optionOf } from './option.ts'
import { pngOf } from './png.ts'
import { svgOf } from './svg.ts'

/** A picture as mails need it, with its size in CSS pixels. */
export interface DrawnPicture extends Picture {
  readonly svg: string
  readonly widthPx: number
  readonly heightPx: number
}

const widthPx = 536
const heightPx = 300

/** Draws a report's picture; the same specification gives the same bytes. */
export async function pictureOf(spec: PictureSpec): Promise<DrawnPicture> {
  const svg = svgOf(optionOf(spec, widthPx), widthPx, heightPx)
  return {
    contentId: `${spec.kind.replaceAll('_', '-')}@plumbline`,
    altText: spec.altText,
    png: await pngOf(svg, widthPx),
    svg,
    widthPx,
    heightPx,
  }
}
