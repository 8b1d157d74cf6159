/** Keeps a figure and its unit on one line ("41 %", "59,000 €"), and the mark of a link with its first word ("› see them"). */
export function unbroken(text: string): string {
  return text.replace(/(\d) (%|€)/g, '$1\u00a0$2').replaceAll('› ', '›\u00a0')
}
