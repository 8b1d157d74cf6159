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
