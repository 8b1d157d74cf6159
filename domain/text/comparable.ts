/**
 * The form in which words of people and trackers are compared (names, labels, titles): equal texts mean the same word.
 * One Unicode form (compatibility-composed), case folded (`ß` is `ss`), every kind of blank, apostrophe and dash alike, and
 * without what nobody sees: outer blanks, zero-width characters and the selectors that colour an emoji.
 */
export function comparable(text: string): string {
  // Only a small letter grows to its capitals (ß to SS); the capital ẞ has none of its own.
  const folded = text.normalize('NFKC').toLowerCase().toUpperCase().toLowerCase().normalize('NFKC')
  return folded
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/ς/gu, 'σ')
    .replace(/[’‘ʼ`´]/gu, "'")
    .replace(/\p{Dash_Punctuation}/gu, '-')
    .replace(/\s+/gu, ' ')
    .trim()
}
