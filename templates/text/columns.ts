// Chinese, Japanese and Korean characters and emoji take two columns of a fixed-width font (UAX #11); isolates and marks none.
const twoColumns =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3ffff}]|\p{Emoji_Presentation}|\ufe0f/u
const oneColumn = /[^\u200b-\u200f\u2060-\u2069\p{Mn}\p{Me}]/u
const characters = new Intl.Segmenter('en')

/** Columns that a text takes in a fixed-width font, as people count its characters: an emoji of several parts is one. */
export function columnsOf(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length
  let columns = 0
  for (const { segment } of characters.segment(text))
    columns += twoColumns.test(segment) ? 2 : oneColumn.test(segment) ? 1 : 0
  return columns
}
