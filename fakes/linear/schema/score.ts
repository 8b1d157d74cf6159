import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getOperationAST,
  Kind,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql'

/** Linear rejects a query above this, whatever allowance is left. */
export const mostPoints = 10_000

const defaultFirst = 50

/**
 * What Linear charges for a query, in points, by its published rule: a property 0.1, an object 1, a connection its children
 * times `first` (default 50), all rounded up.
 * Source: linear.app/developers/rate-limiting. `pageInfo` is a child like any other.
 */
export function pointsOf(document: DocumentNode, variables: Readonly<Record<string, unknown>>): number {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  }
  const operation = getOperationAST(document)
  return operation == null ? 0 : Math.ceil(sumOf(operation.selectionSet, { fragments, variables }) - 1e-9)
}

interface Scope {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>
  readonly variables: Readonly<Record<string, unknown>>
}

function sumOf(selections: SelectionSetNode, scope: Scope): number {
  let points = 0
  for (const selection of selections.selections) {
    if (selection.kind === Kind.FIELD) points += fieldPoints(selection, scope)
    else if (selection.kind === Kind.INLINE_FRAGMENT) points += sumOf(selection.selectionSet, scope)
    else {
      const fragment = scope.fragments.get(selection.name.value)
      if (fragment !== undefined) points += sumOf(fragment.selectionSet, scope)
    }
  }
  return points
}

function fieldPoints(field: FieldNode, scope: Scope): number {
  if (field.name.value.startsWith('__')) return 0
  if (field.selectionSet === undefined) return 0.1
  const children = sumOf(field.selectionSet, scope)
  return isConnection(field) ? children * sizeOf(field, scope) : 1 + children
}

function isConnection(field: FieldNode): boolean {
  return (
    field.selectionSet?.selections.some(
      (selection) =>
        selection.kind === Kind.FIELD && ['nodes', 'edges', 'pageInfo'].includes(selection.name.value),
    ) ?? false
  )
}

function sizeOf(field: FieldNode, scope: Scope): number {
  const argument = field.arguments?.find(({ name }) => name.value === 'first' || name.value === 'last')
  return argument === undefined ? defaultFirst : (numberOf(argument.value, scope) ?? defaultFirst)
}

function numberOf(value: ValueNode, scope: Scope): number | null {
  if (value.kind === Kind.INT) return Number(value.value)
  if (value.kind !== Kind.VARIABLE) return null
  const given = scope.variables[value.name.value]
  return typeof given === 'number' ? given : null
}
