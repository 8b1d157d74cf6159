import { parseAst } from 'vitest/node'

/** One small change to a source file that some test should notice. */
export interface Mutant {
  /** Below the project. */
  readonly file: string
  /** From 1. */
  readonly line: number
  /** Half-open range of characters that `replacement` replaces. */
  readonly start: number
  readonly end: number
  readonly original: string
  readonly replacement: string
}

const otherOperators: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '&&': ['||'],
  '||': ['&&'],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '+=': ['-='],
  '-=': ['+='],
}

const otherFunctions: Readonly<Record<string, string>> = { 'Math.min': 'Math.max', 'Math.max': 'Math.min' }

/** Syntax without effect at run time, unlike the wrappers around an expression. */
const wrappers = new Set(['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression'])

/** Every mutant of a TypeScript source, in the order of the text: numbers, comparisons, logic, arithmetic, booleans, min and max. */
export function mutantsOf(file: string, source: string): Mutant[] {
  const nodes = [...nodesOf(parseAst(source, { lang: 'ts' }))]
  const signs = new Set(nodes.flatMap(signsIn))
  return (
    nodes
      .flatMap((node) => changesOf(node, source))
      // Whether a comparator says 1 or 2 is the same to its caller.
      .filter(({ start, replacement }) => !(signs.has(start) && replacement === '2'))
      .sort((a, b) => a.start - b.start)
      .map((change) => ({
        file,
        line: source.slice(0, change.start).split('\n').length,
        original: source.slice(change.start, change.end),
        ...change,
      }))
  )
}

/** Where the ones of `a < b ? -1 : 1` stand. */
function signsIn(node: Node): number[] {
  if (node.type !== 'ConditionalExpression') return []
  return [node['consequent'], node['alternate']].flatMap((branch) => {
    const number = isNode(branch) && branch.type === 'UnaryExpression' ? branch['argument'] : branch
    return isNode(number) && number.type === 'Literal' && number['value'] === 1 ? [number.start] : []
  })
}

type Change = Pick<Mutant, 'start' | 'end' | 'replacement'>

function changesOf(node: Node, source: string): Change[] {
  const { start, end } = node
  if (node.type === 'Literal') {
    return otherLiterals(node['value']).map((replacement) => ({ start, end, replacement }))
  }
  if (node.type === 'MemberExpression') {
    const other = otherFunctions[source.slice(start, end)]
    return other === undefined ? [] : [{ start, end, replacement: other }]
  }
  const operator = node['operator']
  if (typeof operator !== 'string') return []
  if (node.type === 'UnaryExpression' && operator === '!') return [{ start, end: start + 1, replacement: '' }]
  const [left, right] = [node['left'], node['right']]
  if (!isNode(left) || !isNode(right) || isText(left) || isText(right)) return []
  const at = source.indexOf(operator, left.end)
  return (otherOperators[operator] ?? []).map((replacement) => ({
    start: at,
    end: at + operator.length,
    replacement,
  }))
}

/** The source with one mutant in it. */
export function mutate(source: string, { start, end, replacement }: Mutant): string {
  return `${source.slice(0, start)}${replacement}${source.slice(end)}`
}

function otherLiterals(value: unknown): string[] {
  if (typeof value === 'boolean') return [String(!value)]
  if (typeof value !== 'number') return []
  return Number.isInteger(value) && value < 1000
    ? [`${value + 1}`, ...(value > 0 ? [`${value - 1}`] : [])]
    : [`${value * 1.1}`, `${value * 0.9}`]
}

interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [key: string]: unknown
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value && 'end' in value
}

function isText(node: Node): boolean {
  return node.type === 'TemplateLiteral' || (node.type === 'Literal' && typeof node['value'] === 'string')
}

function* nodesOf(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const each of value) yield* nodesOf(each)
  if (!isNode(value) || (value.type.startsWith('TS') && !wrappers.has(value.type))) return
  yield value
  for (const child of Object.values(value)) yield* nodesOf(child)
}
