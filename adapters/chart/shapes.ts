import { canDraw, type FontWeight } from './font.ts'

/** A place in CSS pixels, from the picture's left and top edges. */
export type Point = readonly [x: number, y: number]

/** What pictures are made of. */
export type Shape = Text | Box | Stroke | Area

export interface Text {
  readonly kind: 'text'
  readonly text: string
  /** Where it starts, has its middle or ends; its letters' middle is at the height of `y`. */
  readonly at: Point
  readonly anchor: 'start' | 'middle' | 'end'
  readonly textPx: number
  readonly weight: FontWeight
  readonly fill: string
}

export interface Box {
  readonly kind: 'box'
  readonly at: Point
  readonly widthPx: number
  readonly heightPx: number
  readonly fill: string
  /** Its border, 2 px within its edges. */
  readonly stroke?: string
}

export interface Stroke {
  readonly kind: 'stroke'
  readonly points: readonly Point[]
  readonly stroke: string
  readonly strokePx: number
  readonly dashes?: string
}

export interface Area {
  readonly kind: 'area'
  readonly points: readonly Point[]
  readonly fill: string
}

/** What the packaged fonts can draw; what they have no letters for would be boxes, and stands in the words beside the picture. */
export function drawable(shapes: readonly Shape[]): Shape[] {
  return shapes.filter((shape) => shape.kind !== 'text' || canDraw(shape.text, shape.weight))
}

/** From a line's middle to its baseline: half of Inter's capitals. */
const middleToBaseline = 0.364

/** Shapes as SVG without style attributes; the same shapes give the same text. */
export function svgOf(
  shapes: readonly Shape[],
  size: { readonly widthPx: number; readonly heightPx: number },
  fontFamily: string | null,
): string {
  const { widthPx, heightPx } = size
  const family = fontFamily === null ? '' : ` font-family="${fontFamily}"`
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${heightPx}" viewBox="0 0 ${widthPx} ${heightPx}"${family}>
${shapes.map(elementOf).join('\n')}
</svg>`
}

function elementOf(shape: Shape): string {
  switch (shape.kind) {
    case 'text': {
      const [x, y] = shape.at
      const { anchor, textPx, weight, fill, text } = shape
      const attributes = [
        ...(anchor === 'start' ? [] : [`text-anchor="${anchor}"`]),
        ...(weight === 'regular' ? [] : ['font-weight="600"']),
      ]
      return `<text x="${px(x)}" y="${px(y + middleToBaseline * textPx)}" font-size="${textPx}" fill="${fill}"${attributes.map((each) => ` ${each}`).join('')}>${escaped(text)}</text>`
    }
    case 'box': {
      const inset = shape.stroke === undefined ? 0 : 1
      const border = shape.stroke === undefined ? '' : ` stroke="${shape.stroke}" stroke-width="2"`
      const [x, y] = shape.at
      const [width, height] = [shape.widthPx, shape.heightPx].map((each) => Math.max(0, each - 2 * inset))
      return `<rect x="${px(x + inset)}" y="${px(y + inset)}" width="${px(width ?? 0)}" height="${px(height ?? 0)}" fill="${shape.fill}"${border}/>`
    }
    case 'stroke': {
      const dashes = shape.dashes === undefined ? '' : ` stroke-dasharray="${shape.dashes}"`
      return `<polyline points="${pointsOf(shape.points)}" fill="none" stroke="${shape.stroke}" stroke-width="${shape.strokePx}"${dashes}/>`
    }
    case 'area':
      return `<polygon points="${pointsOf(shape.points)}" fill="${shape.fill}"/>`
  }
}

function pointsOf(points: readonly Point[]): string {
  return points.map(([x, y]) => `${px(x)},${px(y)}`).join(' ')
}

function px(value: number): string {
  return String(Math.round(value * 100) / 100)
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
