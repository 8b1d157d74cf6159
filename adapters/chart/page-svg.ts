import { buckets } from '../../domain/category.ts'
import type { PictureSpec } from '../../domain/report/content/picture.ts'
import { drawingOf } from './drawing.ts'
import { bucketColours, faintColours, hairline, ink, paper, quietInk } from './palette.ts'
import { svgOf } from './shapes.ts'

/** The faint colours of mails stand on white; on a page the colour itself shows through, on whatever ground. */
const faintOpacity = 0.24

/** Colours of a picture as the page's own, which follow light and dark (web/page/assets/style.ts). */
const pageColours: readonly (readonly [colour: string, name: string, opacity: number | null])[] = [
  [paper, '--paper', null],
  [ink, '--ink', null],
  [quietInk, '--quiet-ink', null],
  [hairline, '--hairline', null],
  ...buckets.flatMap((bucket) => [
    [bucketColours[bucket], `--${bucket}`, null] as const,
    [faintColours[bucket], `--${bucket}`, faintOpacity] as const,
  ]),
]

/** Size of a page's small words. */
const textPx = 13

/**
 * A picture as SVG that stands in a page: in the page's colours and font, without style attributes, which the site's policy
 * refuses.
 */
export function pageSvgOf(spec: PictureSpec, widthPx: number, heightPx: number): string {
  const drawing = drawingOf(spec, { widthPx, heightPx, textPx, hasTitle: false })
  const svg = svgOf(drawing.shapes, { widthPx, heightPx: drawing.heightPx }, null)
  return pageColours.reduce(
    (text, [colour, name, opacity]) =>
      text.replace(new RegExp(` (fill|stroke)="${colour}"`, 'g'), (_, property: string) =>
        [
          ` ${property}="var(${name})"`,
          ...(opacity === null ? [] : [`${property}-opacity="${opacity}"`]),
        ].join(' '),
      ),
    svg,
  )
}
