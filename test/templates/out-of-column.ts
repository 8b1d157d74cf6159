/**
 * Runs in the page: what stands outside a mail's column of 600 pixels, or at its edges. Self-contained, for it is sent to the
 * browser as text.
 */
export function outOfColumn(): string[] {
  const card = [...document.querySelectorAll('table')].find(
    (table) => table.getAttribute('bgcolor') === '#ffffff',
  )
  const edges = card?.getBoundingClientRect()
  if (edges === undefined) return ['no card']
  const isAtEdge = (element: Element) => {
    const { left, right, width } = element.getBoundingClientRect()
    return width > 0 && (left < edges.left + 20 || right > edges.right - 20)
  }
  const inside = [...document.querySelectorAll('h1, h2, p, li, img, table.figures, table.choice')]
  return [
    ...(edges.width > 601 ? [`the card is ${edges.width} px wide`] : []),
    ...(Math.abs(edges.left + edges.right - window.innerWidth) > 2 ? ['the card is not in the middle'] : []),
    ...inside.filter(isAtEdge).map(({ tagName }) => `${tagName} at the edge`),
    ...[...document.querySelectorAll('img:not([width])')].map(() => 'a picture without its width'),
    ...[...document.querySelectorAll('table.choice:not([bgcolor])')].map(() => 'a box without its ground'),
  ]
}
