import { fileURLToPath } from 'node:url'
import { renderAsync } from '@resvg/resvg-js'
import { fontFamily, paper } from './palette.ts'

/** Fonts come with the project, so that every machine draws the same; the system's are left alone. */
const fontFiles = [
  '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf',
  '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf',
].map((file) => fileURLToPath(import.meta.resolve(file)))

/** Pixels of the PNG for each CSS pixel: sharp on phones. */
const pixelRatio = 2

/** Turns SVG into PNG bytes at twice its size. */
export async function pngOf(svg: string, widthPx: number): Promise<Uint8Array> {
  const image = await renderAsync(svg, {
    background: paper,
    fitTo: { mode: 'width', value: widthPx * pixelRatio },
    font: { fontFiles, loadSystemFonts: false, defaultFontFamily: fontFamily },
  })
  return image.asPng()
}
