import { months, units } from '../../templates/unbroken.ts'

/** What is kept on one line, as a pattern: a function that runs in the page has it as its input. */
export const keptOnOneLine = [
  String.raw`\d[\d,]*\s(?:${units}|${months})(?!\w)(?:\s\(±\d+\))?`,
  String.raw`\d[\d,]*\s(?:to|of)\s\d[\d,]*`,
  String.raw`Q\d:\s\d+`,
  String.raw`› see\sthem`,
  'person-days?',
  String.raw`(?<!\S)--[a-z]+`,
].join('|')

/**
 * Runs in the page: figures that are parted from their units, ranges, options of a command and links of a line that are broken.
 * `pattern` is what is kept on one line. Self-contained, for it is sent to the browser as text.
 */
export function brokenFigures(pattern: string): string[] {
  const asOne = new RegExp(pattern, 'g')
  const text = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const broken: string[] = []
  for (let node = text.nextNode(); node !== null; node = text.nextNode()) {
    // Titles of others break where they may.
    if (node.parentElement?.closest('bdi:not(a bdi)') !== null) continue
    const range = document.createRange()
    for (const { index, 0: words } of node.textContent?.matchAll(asOne) ?? []) {
      range.setStart(node, index)
      range.setEnd(node, index + words.length)
      const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size
      if (lines > 1) broken.push(words)
    }
  }
  return broken
}

/** Runs in the page: tables of at most four figures a row of which one column is more than half as wide again as another. */
export function unevenColumns(): string[] {
  return [...document.querySelectorAll('table.figures')].flatMap((table) => {
    const [, ...heads] = table.querySelectorAll('thead th')
    const widths = heads.map((head) => Math.round(head.getBoundingClientRect().width))
    const isUneven = widths.length <= 4 && Math.max(...widths) > 1.5 * Math.min(...widths)
    return isUneven ? [`${table.querySelector('caption')?.textContent}: ${widths.join(', ')} px`] : []
  })
}
