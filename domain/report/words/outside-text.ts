/** Longest title that a mail shows whole; longer ones are cut between characters, with an ellipsis. */
const longestTitle = 120

// Controls, line and paragraph separators, lone surrogates; then bidi marks, overrides and isolates, which
// could turn the text around them; then zero-width characters, which could hide one word in another.
const unprintable =
  /[\p{Cc}\u2028\u2029\p{Cs}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu

/** The one or two letters that a cut left of a word, which say nothing: "Self-service e…". */
const startOfCutWord = /(?<=\S{3}) \S{1,2}$/u

const segmenter = new Intl.Segmenter('en')

/** Makes a title or name from outside fit one line: no controls, single spaces, at most 120 characters. */
export function tidyOutside(text: string, longest: number = longestTitle): string {
  const tidy = text.replace(unprintable, ' ').replace(/\s+/g, ' ').trim()
  // A character is at least one unit; to tell characters apart takes most of a page's time.
  if (tidy.length <= longest) return tidy
  const characters = [...segmenter.segment(tidy)]
  if (characters.length <= longest) return tidy
  const kept = characters.slice(0, longest - 1).map((character) => character.segment)
  const isInWord = !/^\s/u.test(characters[longest - 1]?.segment ?? '')
  const words = kept.join('')
  return `${(isInWord ? words.replace(startOfCutWord, '') : words).trimEnd()}…`
}
