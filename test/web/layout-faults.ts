import type { Page } from 'playwright-core'

/** No word of so few letters has to be broken. A longer run without a blank, such as an address, is broken anywhere. */
const shortWord = /(?<![^\s“"(])\p{Script=Latin}{2,12}(?![^\s.,;:!?”")…]|:\/\/)/gu

/** Short words of ours that are broken over lines, as in a column of no width; what comes from outside may be, on a narrow screen. */
export function brokenWords(page: Page): Promise<string[]> {
  return page.evaluate(
    ([source, flags]) => {
      const range = document.createRange()
      const linesOf = (node: Node, from: number, to: number) => {
        range.setStart(node, from)
        range.setEnd(node, to)
        return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size
      }
      const aside = innerWidth < 375 ? '.unseen, bdi' : '.unseen'
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      const broken: string[] = []
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const text = node.textContent ?? ''
        if (node.parentElement?.closest(aside) !== null || linesOf(node, 0, text.length) < 2) continue
        for (const { 0: word, index } of text.matchAll(new RegExp(source, flags)))
          if (linesOf(node, index, index + word.length) > 1)
            broken.push(`"${word}" is broken in "${text.trim().slice(0, 60)}"`)
      }
      return broken.slice(0, 5)
    },
    [shortWord.source, shortWord.flags] as const,
  )
}

/** What is cut off at the edge of its place, and can be read nowhere else. */
export function cutTexts(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('body *')]
      .filter((each) => {
        const { overflowX, textOverflow } = getComputedStyle(each)
        const isCut = each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 1
        return isCut && (overflowX === 'hidden' || overflowX === 'clip' || textOverflow === 'ellipsis')
      })
      // Who is signed in stands whole in the menu that it opens.
      .filter((each) => each.closest('[title], .unseen, .account > summary') === null)
      .map((each) => `${each.tagName} ${each.id} ${each.className} is cut: ${each.textContent.slice(0, 60)}`),
  )
}
