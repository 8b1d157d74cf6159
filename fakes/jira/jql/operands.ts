import type { RequestContext } from '../resources/request-context.ts'
import { sprintStateAt } from '../resources/sprint.ts'
import { dateOfFunction, dateOfText } from './dates.ts'
import type { JqlField } from './field-kinds.ts'
import type { Operand } from './parse.ts'

/** A term's right side, resolved: the values that match, whether empty matches, and Jira's errors about it. */
export interface Resolved {
  readonly values: readonly string[]
  readonly hasEmpty: boolean
  readonly refusals: readonly string[]
}

const issueKey = /^[A-Za-z][A-Za-z0-9_]*-\d+$/
const dateFormats =
  "Valid formats include: 'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'."
const sprintFunctions: Readonly<Record<string, 'active' | 'closed' | 'future'>> = {
  opensprints: 'active',
  closedsprints: 'closed',
  futuresprints: 'future',
}

/** Resolves an operand for a field; `name` is the field as the query wrote it, for error messages. */
export function resolveOperand(
  name: string,
  field: JqlField,
  operand: Operand,
  context: RequestContext,
): Resolved {
  switch (operand.kind) {
    case 'empty':
      return { values: [], hasEmpty: true, refusals: [] }
    case 'list': {
      const parts = operand.operands.map((each) => resolveOperand(name, field, each, context))
      return {
        values: parts.flatMap(({ values }) => values),
        hasEmpty: parts.some(({ hasEmpty }) => hasEmpty),
        refusals: parts.flatMap(({ refusals }) => refusals),
      }
    }
    case 'function':
      return resolveFunction(field, operand, context)
    case 'value':
      return resolveValue(name, field, operand, context)
  }
}

function resolveFunction(
  field: JqlField,
  operand: Extract<Operand, { kind: 'function' }>,
  context: RequestContext,
): Resolved {
  const lower = operand.name.toLowerCase()
  if (lower === 'currentuser') return found([context.accountId])
  const state = sprintFunctions[lower]
  if (state !== undefined) {
    const sprints = context.state.site.sprints.filter(
      (sprint) => sprintStateAt(sprint, context.nowAt) === state,
    )
    return found(sprints.map(({ sprintId }) => String(sprintId)))
  }
  if (field.kind === 'date') {
    const at = dateOfFunction(operand.name, operand.arguments, context.nowAt, context.timeZone)
    if (at !== null) return found([String(at)])
  }
  return refused(`Unable to find JQL function '${operand.name}(${operand.arguments.join(', ')})'.`)
}

function resolveValue(
  name: string,
  field: JqlField,
  operand: Extract<Operand, { kind: 'value' }>,
  context: RequestContext,
): Resolved {
  const { text } = operand
  if (field.kind === 'date') {
    const at = dateOfText(text, operand.quoted, context.nowAt, context.timeZone)
    if (at !== null) return found([String(at)])
    return refused(`Date value '${text}' for field '${name}' is invalid. ${dateFormats}`)
  }
  if (field.kind === 'number' && Number.isNaN(Number(text))) {
    return refused(`The value '${text}' for field '${name}' is not a number.`)
  }
  if (field.kind === 'set' && name.toLowerCase() === 'resolution' && text.toLowerCase() === 'unresolved') {
    return { values: [], hasEmpty: true, refusals: [] }
  }
  const ids = field.resolve(text, context)
  return ids === null ? refused(unknownValue(name, field, text)) : found(ids)
}

function unknownValue(name: string, field: JqlField, text: string): string {
  if (field.kind !== 'key') return `The value '${text}' does not exist for the field '${name}'.`
  if (/^\d+$/.test(text)) return `A value with ID '${text}' does not exist for the field '${name}'.`
  if (issueKey.test(text)) return `An issue with key '${text}' does not exist for field '${name}'.`
  return `The issue key '${text}' for field '${name}' is invalid.`
}

function found(values: readonly string[]): Resolved {
  return { values, hasEmpty: false, refusals: [] }
}

function refused(message: string): Resolved {
  return { values: [], hasEmpty: false, refusals: [message] }
}
