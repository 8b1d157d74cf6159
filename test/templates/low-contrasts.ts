/**
 * Runs in the page: texts whose contrast with what lies behind them is below 4.5, with the ratio
 * (WCAG 2.2, success criterion 1.4.3). Self-contained, for it is sent to the browser as text.
 */
export function lowContrasts(): string[] {
  const channels = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number)
  const luminance = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = channels(colour)
      .slice(0, 3)
      .map((value) => {
        const part = value / 255
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
      })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const backgroundOf = (element: Element | null): string => {
    for (let at = element; at !== null; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor
      if ((channels(colour)[3] ?? 1) > 0) return colour
    }
    return 'rgb(255, 255, 255)'
  }
  const low: string[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement
    if (element === null || node.textContent?.trim() === '' || element.getClientRects().length === 0) continue
    const light = luminance(getComputedStyle(element).color)
    const behind = luminance(backgroundOf(element))
    const ratio = (Math.max(light, behind) + 0.05) / (Math.min(light, behind) + 0.05)
    if (ratio < 4.5) low.push(`${ratio.toFixed(2)}: ${node.textContent?.trim().slice(0, 40)}`)
  }
  return low
}
