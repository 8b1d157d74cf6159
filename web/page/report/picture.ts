import { pageSvgOf } from '../../../adapters/chart/page-svg.ts'
import type { PictureSpec } from '../../../domain/report/content/picture.ts'
import { drawn, type Html, html } from '../html.ts'

/** Drawn for a wide and for a narrow screen, of which one is shown. */
const sizes = [
  { name: 'wide', widthPx: 860, heightPx: 320 },
  { name: 'narrow', widthPx: 344, heightPx: 280 },
] as const

/** A report's picture, in the page's colours. One stands on a page. */
export function pictureView(picture: PictureSpec, caption: string): Html {
  return html`<figure class="picture"><figcaption>${caption}</figcaption>${sizes.map(
    ({ name, widthPx, heightPx }) =>
      html`<div class="${name}" role="img" aria-label="${picture.altText}">${drawn(
        pageSvgOf(picture, widthPx, heightPx),
      )}</div>`,
  )}</figure>`
}
