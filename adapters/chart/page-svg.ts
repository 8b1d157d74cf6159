import { buckets } from '../../domain/category.ts'
import type { PictureSpec } from '../../domain/report/content/picture.ts'
import { optionOf } from './option.ts'
import { bucketColours, faintColours, hairline, ink, paper, quietInk } from './palette.ts'
import { svgOf } from './svg.ts'

/** The faint colours of mails stand on white; on a page the colour itself shows through, on whatever ground. */
const faintOpacity = 0.24

/** Colours of a picture as the page's own, which follow light and dark (web/page/style.ts). */
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

/**
 * A picture as SVG that stands in a page: in the page's colours and font, without style attributes, which the site's policy
 * refuses. Each width on a page has ids of its own.
 */
export function pageSvgOf(spec: PictureSpec, widthPx: number, heightPx: number): string {
  const svg = svgOf(optionOf(spec, widthPx), widthPx, heightPx)
    .replaceAll('zr0-', `picture-${widthPx}-`)
    .replace(/ style="([^"]*)"/g, (_, style: string) => fontAttributes(style))
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

/** `font: 14px Inter` and `font-size:13px;font-family:Inter;font-weight:600;` as attributes; the family is the page's. */
function fontAttributes(style: string): string {
  const size = /(\d+)px/.exec(style)?.[1]
  const weight = /font-weight:(\d+)/.exec(style)?.[1]
  return [
    ...(size === undefined ? [] : [` font-size="${size}"`]),
    ...(weight === undefined ? [] : [` font-weight="${weight}"`]),
  ].join('')
}
