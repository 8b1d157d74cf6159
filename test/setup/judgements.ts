import { parseSync } from '@swc/core'

/** A comparison with a number, and the function that it stands in; empty outside of any. */
export interface NumericJudgement {
  readonly within: string
  readonly code: string
}

type Tree = Readonly<Record<string, unknown>>

const relations = new Set(['<', '<=', '>', '>='])

/**
 * Finds where a text compares by size with a number: a literal other than 0 and 1, wherever it stands in either side, or a
 * constant made from one, of the same file or among those that other files export.
 */
export function numericJudgements(
  source: string,
  exported: ReadonlySet<string> = new Set(),
): NumericJudgement[] {
  const nodes = nodesOf(parsed(source))
  const constants = new Set([...exported, ...nodes.flatMap(({ node }) => constantNameOf(node))])
  return nodes.flatMap(({ node, within }) => {
    const { type, operator, left, right } = node
    if (type !== 'BinaryExpression' || typeof operator !== 'string' || !relations.has(operator)) return []
    const sides = [left, right].filter(isTree)
    return sides.some((side) => holdsNumber(side, constants))
      ? [{ within, code: sides.map(textOf).join(` ${operator} `) }]
      : []
  })
}

/** The names of a text's exported constants that are made from numbers. */
export function exportedConstants(source: string): string[] {
  return nodesOf(parsed(source)).flatMap(({ node }) =>
    node['type'] === 'ExportDeclaration'
      ? nodesOf(node['declaration']).flatMap(({ node: inner, within }) =>
          within === '' ? constantNameOf(inner) : [],
        )
      : [],
  )
}

function constantNameOf(node: Tree): string[] {
  const name = node['type'] === 'VariableDeclarator' ? nameOf(node['id']) : ''
  const init = node['init']
  return name !== '' && isTree(init) && !isFunction(init) && holdsNumber(init, new Set()) ? [name] : []
}

/** The numbers of a text but 0, 1, 2, powers of ten that change units or round, and positions in a string or list. */
export function numericConstants(source: string): number[] {
  return nodesOf(parsed(source)).flatMap(({ node, isHarmless }) => {
    const value = node['type'] === 'NumericLiteral' ? node['value'] : null
    return typeof value === 'number' && !roundNumbers.has(value) && !isHarmless ? [value] : []
  })
}

const roundNumbers = new Set([0, 1, 2, 10, 100, 1000])

function parsed(source: string): Tree {
  const program: unknown = parseSync(source, { syntax: 'typescript' })
  if (!isTree(program)) throw new Error('swc gave no tree')
  return program
}

interface Found {
  readonly node: Tree
  readonly within: string
  /** A position in a string or list, or the thousand of a change of units. */
  readonly isHarmless: boolean
}

function nodesOf(value: unknown, within = '', isHarmless = false): Found[] {
  if (Array.isArray(value)) return value.flatMap((each) => nodesOf(each, within, isHarmless))
  if (!isTree(value)) return []
  const name = functionNameOf(value) || within
  const inside = Object.entries(value).flatMap(([key, child]) =>
    nodesOf(child, name, isHarmless || (key === 'arguments' && isHarmlessal(value)) || isUnit(value, child)),
  )
  return [{ node: value, within: name, isHarmless }, ...inside]
}

/** Whether a call's numbers are positions: `text.slice(0, 10)`, `list.at(-1)`. */
function isHarmlessal({ callee }: Tree): boolean {
  const property = isTree(callee) && callee['type'] === 'MemberExpression' ? nameOf(callee['property']) : ''
  return ['slice', 'at'].includes(property)
}

/** Whether a number only changes units: thousandths, or hundredths, to a whole and back. */
function isUnit({ type, operator }: Tree, child: unknown): boolean {
  const isFactor = type === 'BinaryExpression' && (operator === '*' || operator === '/')
  return isFactor && isTree(child) && (child['value'] === 1000 || child['value'] === 100)
}

function functionNameOf(node: Tree): string {
  if (node['type'] === 'FunctionDeclaration') return nameOf(node['identifier'])
  if (node['type'] === 'ClassMethod') return nameOf(node['key'])
  const init = node['init']
  return node['type'] === 'VariableDeclarator' && isTree(init) && isFunction(init) ? nameOf(node['id']) : ''
}

function isFunction({ type }: Tree): boolean {
  return type === 'ArrowFunctionExpression' || type === 'FunctionExpression'
}

function holdsNumber(side: Tree, constants: ReadonlySet<string>): boolean {
  return nodesOf(side).some(({ node, isHarmless }) => {
    if (node['type'] === 'NumericLiteral') return node['value'] !== 0 && node['value'] !== 1 && !isHarmless
    return node['type'] === 'Identifier' && constants.has(nameOf(node))
  })
}

function textOf(side: Tree): string {
  return nodesOf(side)
    .flatMap(({ node }) => {
      const text = node['type'] === 'NumericLiteral' ? node['value'] : nameOf(node)
      return text === '' ? [] : [String(text)]
    })
    .join(' ')
}

function nameOf(node: unknown): string {
  return isTree(node) && node['type'] === 'Identifier' && typeof node['value'] === 'string'
    ? node['value']
    : ''
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
