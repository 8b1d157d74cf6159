import { renderAsync } from '@resvg/resvg-js'
import { fontFiles } from './font.ts'
import { fontFamily, paper } from './palette.ts'

/** Pixels of the PNG for each CSS pixel: sharp on phones. */
const pixelRatio = 2

/** Turns SVG into PNG bytes at twice its size. */
export async function pngOf(svg: string, widthPx: number): Promise<Uint8Array> {
  const image = await renderAsync(svg, {
    background: paper,
    fitTo: { mode: 'width', value: widthPx * pixelRatio },
    font: { fontFiles: Object.values(fontFiles), loadSystemFonts: false, defaultFontFamily: fontFamily },
  })
  return image.asPng()
}
