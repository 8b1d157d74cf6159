import { type FieldNode, Kind, parse, type SelectionSetNode, type ValueNode } from 'graphql/language'

type Variables = Readonly<Record<string, unknown>>

/** Linear rejects queries above 10,000 points; we keep a margin. */
export const maxPoints = 9_500

/** The largest page that Linear returns. */
export const maxFirst = 250

/** Linear's page size when a query has no `first`. */
const defaultFirst = 50

/**
 * The points that a query costs, not rounded: 0.1 for a property, 1 for an object, the cost of a child times `first` for a
 * connection.
 * Source: linear.app/developers/rate-limiting (`user { createdIssues { nodes { id title createdAt } } }` is 66). `pageInfo`
 * counts as a child, which is the more expensive reading of the rule.
 */
export function scoreOf(text: string, variables: Variables): number {
  let points = 0
  for (const definition of parse(text, { noLocation: true }).definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION)
      points += selectionScore(definition.selectionSet, variables)
  }
  return points
}

/**
 * The largest `first` with which a query of one list stays within the points of a request.
 * @param ratio Linear's points divided by ours, as learned from its responses; 1 while unknown
 */
export function largestFirst(text: string, ratio: number): number {
  const each = scoreOf(text, { first: 1 }) * ratio
  return Math.max(1, Math.min(maxFirst, Math.floor(maxPoints / each)))
}

function selectionScore(selections: SelectionSetNode, variables: Variables): number {
  let points = 0
  for (const selection of selections.selections) {
    if (selection.kind !== Kind.FIELD)
      throw new Error('Our queries have no fragments, and scoreOf reads none')
    points += fieldScore(selection, variables)
  }
  return points
}

function fieldScore(field: FieldNode, variables: Variables): number {
  if (field.selectionSet === undefined) return 0.1
  const children = selectionScore(field.selectionSet, variables)
  const isConnection = field.selectionSet.selections.some(
    (selection) => selection.kind === Kind.FIELD && selection.name.value === 'nodes',
  )
  return isConnection ? children * firstOf(field, variables) : 1 + children
}

function firstOf(field: FieldNode, variables: Variables): number {
  const first = field.arguments?.find((argument) => argument.name.value === 'first')
  return first === undefined ? defaultFirst : numberOf(first.value, variables)
}

function numberOf(value: ValueNode, variables: Variables): number {
  if (value.kind === Kind.INT) return Number(value.value)
  const given = value.kind === Kind.VARIABLE ? variables[value.name.value] : undefined
  return typeof given === 'number' ? given : defaultFirst
}
