/** Keeps a figure and its unit on one line: "41 %", "59,000 €". */
export function unbroken(text: string): string {
  return text.replace(/(\d) (%|€)/g, '$1\u00a0$2')
}
