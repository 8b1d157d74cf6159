/** Width of the text twin: what reads well in any mail program. */
export const textWidth = 72

/** Breaks text at spaces to lines of at most 72 characters; longer words, such as addresses, stay whole. */
export function wrapped(text: string, firstIndent = '', indent = firstIndent): string {
  const lines: string[] = []
  let line = firstIndent
  let isEmpty = true
  for (const word of text.split(' ').filter((part) => part !== '')) {
    if (!isEmpty && lengthOf(line) + 1 + lengthOf(word) > textWidth) {
      lines.push(line)
      line = indent
      isEmpty = true
    }
    line += isEmpty ? word : ` ${word}`
    isEmpty = false
  }
  return [...lines, line].join('\n')
}

/** Characters as people count them, near enough: code points. */
export function lengthOf(text: string): number {
  return [...text].length
}

// Chinese, Japanese and Korean characters and emoji take two columns of a fixed-width font; isolates and combining marks none.
const twoColumns =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3ffff}]/u
const noColumn = /[\u2066-\u2069]|\p{Mn}/u

/** Columns that a text takes in a table, near enough. */
export function columnsOf(text: string): number {
  let columns = 0
  for (const character of text) columns += noColumn.test(character) ? 0 : twoColumns.test(character) ? 2 : 1
  return columns
}
