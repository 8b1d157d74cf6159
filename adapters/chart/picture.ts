import type { Picture } from '../../domain/report/content/edition.ts'
import type { PictureSpec } from '../../domain/report/content/picture.ts'
import { burnDownOption } from './burn-down.ts'
import { planBesideActualOption } from './plan-beside-actual.ts'
import { pngOf } from './png.ts'
import { svgOf } from './svg.ts'
import { weeksByBucketOption } from './weeks-by-bucket.ts'

/** A picture as mails (PNG) and pages (SVG) need it, with its size in CSS pixels. */
export interface DrawnPicture extends Picture {
  readonly svg: string
  readonly widthPx: number
  readonly heightPx: number
}

const widthPx = 536
const heightPx = 300

/** Draws a report's picture; the same specification gives the same bytes. */
export async function pictureOf(spec: PictureSpec): Promise<DrawnPicture> {
  const svg = svgOf(optionOf(spec), widthPx, heightPx)
  return {
    contentId: `${spec.kind.replaceAll('_', '-')}@plumbline`,
    altText: spec.altText,
    png: await pngOf(svg, widthPx),
    svg,
    widthPx,
    heightPx,
  }
}

function optionOf(spec: PictureSpec) {
  switch (spec.kind) {
    case 'plan_beside_actual':
      return planBesideActualOption(spec)
    case 'weeks_by_bucket':
      return weeksByBucketOption(spec)
    case 'burn_down':
      return burnDownOption(spec)
  }
}
