import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The fonts that pictures are drawn with come with the project, so that every machine draws the same; the system's are left alone. */
export const fontFiles = {
  regular: packaged('@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf'),
  semibold: packaged('@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf'),
} as const

export type FontWeight = keyof typeof fontFiles

function packaged(file: string): string {
  return fileURLToPath(import.meta.resolve(file))
}

/** What of a TrueType font tells how wide a text is (https://learn.microsoft.com/typography/opentype/spec/). */
interface FontMetrics {
  readonly unitsPerEm: number
  /** Index of a character's glyph; 0 where the font has none, for which it would draw a box. */
  readonly glyphOf: (codePoint: number) => number
  readonly advanceOf: (glyph: number) => number
}

const read = new Map<FontWeight, FontMetrics>()

function metricsOf(weight: FontWeight): FontMetrics {
  const metrics = read.get(weight) ?? readMetrics(readFileSync(fontFiles[weight]))
  read.set(weight, metrics)
  return metrics
}

/** Width in pixels that a text of one line takes. */
export function textWidthPx(text: string, sizePx: number, weight: FontWeight = 'regular'): number {
  const { unitsPerEm, glyphOf, advanceOf } = metricsOf(weight)
  let units = 0
  for (const character of text) units += advanceOf(glyphOf(character.codePointAt(0) ?? 0))
  return (units / unitsPerEm) * sizePx
}

/** Whether the font has every character of a text. */
export function canDraw(text: string, weight: FontWeight = 'regular'): boolean {
  const { glyphOf } = metricsOf(weight)
  return !/\p{Cc}/u.test(text) && [...text].every((character) => glyphOf(character.codePointAt(0) ?? 0) !== 0)
}

function readMetrics(file: Buffer): FontMetrics {
  const tables = new Map<string, number>()
  for (let index = 0; index < file.readUInt16BE(4); index += 1) {
    const entry = 12 + 16 * index
    tables.set(file.toString('latin1', entry, entry + 4), file.readUInt32BE(entry + 8))
  }
  const tableAt = (name: string): number => {
    const at = tables.get(name)
    if (at === undefined) throw new Error(`The packaged font has no table "${name}"`)
    return at
  }
  const widths = tableAt('hmtx')
  const widthCount = file.readUInt16BE(tableAt('hhea') + 34)
  const glyphs = charactersOf(file, tableAt('cmap'))
  return {
    unitsPerEm: file.readUInt16BE(tableAt('head') + 18),
    glyphOf: (codePoint) => glyphs.get(codePoint) ?? 0,
    advanceOf: (glyph) => file.readUInt16BE(widths + 4 * Math.min(glyph, widthCount - 1)),
  }
}

/** Glyphs by code point, from the font's subtable of format 12, which has all of them. */
function charactersOf(file: Buffer, cmap: number): ReadonlyMap<number, number> {
  const at = Array.from(
    { length: file.readUInt16BE(cmap + 2) },
    (_, index) => cmap + file.readUInt32BE(cmap + 4 + 8 * index + 4),
  ).find((subtable) => file.readUInt16BE(subtable) === 12)
  if (at === undefined) throw new Error('The packaged font has no table of all its characters')
  const glyphs = new Map<number, number>()
  for (let group = 0; group < file.readUInt32BE(at + 12); group += 1) {
    const entry = at + 16 + 12 * group
    const first = file.readUInt32BE(entry)
    for (let code = first; code <= file.readUInt32BE(entry + 4); code += 1)
      glyphs.set(code, file.readUInt32BE(entry + 8) + code - first)
  }
  return glyphs
}
