import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair } from 'yaml'

export type YamlPath = readonly (string | number)[]

/** Something wrong at a place of the text, counted in characters from 0. */
export interface Misreading {
  readonly offset: number
  readonly message: string
  /** What is wrong with which value; absent where the text can't be read as YAML. */
  readonly value?: WrongValue
}

/** What is wrong with a value, without its place in words. */
export interface WrongValue {
  readonly path: YamlPath
  readonly message: string
}

export interface Located {
  /** What stands at the path, an alias followed to its anchor; undefined where nothing does. */
  readonly node: Node | undefined
  /** Where the value stands; where there is none, the nearest that is written on the way to it. */
  readonly offset: number
  /** Where the last word of the path stands; the value's place, should there be no such word. */
  readonly keyOffset: number
}

/** Follows a path into a document, aliases included. */
export function locate(document: Document, path: YamlPath): Located {
  let node: Node | undefined = document.contents ?? undefined
  let offset = node?.range?.[0] ?? 0
  let keyOffset = offset
  for (const step of path) {
    const pair = pairOf(node, step)
    const found = itemOf(node, step) ?? pair?.value
    keyOffset = pair?.key.range?.[0] ?? found?.range?.[0] ?? keyOffset
    offset = found?.range?.[0] ?? pair?.key.range?.[0] ?? offset
    node = isAlias(found) ? found.resolve(document) : (found ?? undefined)
    if (node === undefined) break
  }
  return { node, offset, keyOffset }
}

function itemOf(node: Node | undefined, step: string | number): Node | undefined {
  if (!isSeq<Node>(node) || typeof step !== 'number') return undefined
  return node.items[step]
}

function pairOf(node: Node | undefined, step: string | number): Pair<Node, Node | null> | undefined {
  if (!isMap<Node, Node | null>(node)) return undefined
  return node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
}
