/**
 * Runs in the page, whose `<style>` is gone: where a mail has lost the form that its elements should bring themselves.
 * Self-contained, for it is sent to the browser as text.
 */
export function lostForms(): string[] {
  const lost: string[] = []
  const styleOf = (element: Element) => getComputedStyle(element)
  for (const cell of document.querySelectorAll('table.figures :is(th, td)')) {
    const { borderBottomStyle, paddingTop } = styleOf(cell)
    if (borderBottomStyle !== 'solid' || paddingTop === '0px') lost.push(`cell "${cell.textContent}"`)
  }
  for (const figure of document.querySelectorAll('table.figures td'))
    if (styleOf(figure).textAlign.replace('-webkit-', '') !== 'right')
      lost.push(`figure "${figure.textContent}"`)
  for (const heading of document.querySelectorAll('h1, h2'))
    if (Number.parseFloat(styleOf(heading).fontSize) > 18 || styleOf(heading).marginTop !== '0px')
      lost.push(`heading "${heading.textContent}"`)
  for (const list of document.querySelectorAll('ol, ul'))
    if (styleOf(list).marginLeft !== '24px') lost.push('list')
  const linkColour = 'rgb(29, 79, 168)'
  // The cell of a button is coloured in place of its words.
  const colours = (link: Element) => [
    styleOf(link).color,
    styleOf(link.closest('td') ?? link).backgroundColor,
  ]
  for (const link of document.querySelectorAll('a'))
    if (!colours(link).includes(linkColour)) lost.push(`link "${link.textContent}"`)
  return lost
}

/** Runs in the page: words of up to 14 letters that are broken over two lines. */
export function brokenWords(): string[] {
  const broken: string[] = []
  const text = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = text.nextNode(); node !== null; node = text.nextNode()) {
    const range = document.createRange()
    for (const { index, 0: word } of node.textContent?.matchAll(/\p{L}+/gu) ?? []) {
      range.setStart(node, index)
      range.setEnd(node, index + word.length)
      const lines = new Set([...range.getClientRects()].map(({ top }) => top)).size
      if (word.length <= 14 && lines > 1) broken.push(word)
    }
  }
  return broken
}
