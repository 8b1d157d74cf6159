import type { RequestContext } from '../resources/request-context.ts'
import type { JiraIssue } from '../state/records.ts'
import { JqlError } from './error.ts'
import type { FieldKind, JqlField } from './field-kinds.ts'
import { jqlField } from './fields.ts'
import { resolveOperand } from './operands.ts'
import { type Clause, type JqlQuery, type Operator, type OrderTerm, parseJql } from './parse.ts'

/** A query compiled against the site: which tickets match, and their order. */
export interface CompiledJql {
  /** False where the query restricts nothing; Jira's search refuses that. */
  readonly isBounded: boolean
  /** The only ids that can match, where the query names them; null where any can. */
  readonly candidateIds: ReadonlySet<string> | null
  matches(issue: JiraIssue): boolean
  /** Values to sort by, one for each ORDER BY term. */
  sortKeys(issue: JiraIssue): readonly SortKey[]
  compare(a: Sortable, b: Sortable): number
}

type SortKey = string | number | null

export interface Sortable {
  readonly issueId: string
  readonly sortKeys: readonly SortKey[]
}

type Matcher = (issue: JiraIssue) => boolean
type Term = Extract<Clause, { kind: 'term' }>

const operatorsOf: Readonly<Record<FieldKind, readonly Operator[]>> = {
  set: ['=', '!=', 'in', 'not in', 'is', 'is not'],
  key: ['=', '!=', 'in', 'not in', 'is', 'is not', '<', '<=', '>', '>='],
  date: ['=', '!=', 'in', 'not in', 'is', 'is not', '<', '<=', '>', '>='],
  number: ['=', '!=', 'in', 'not in', 'is', 'is not', '<', '<=', '>', '>='],
  text: ['~', '!~', 'is', 'is not'],
}

/**
 * Parses a query and resolves its fields and values against what the caller sees.
 * @throws JqlError with all refusals at once, as Jira lists them
 */
export function compileJql(text: string, context: RequestContext): CompiledJql {
  const query = parseJql(text)
  const refusals: string[] = []
  const matcher = query.where === null ? () => true : compileClause(query.where, context, refusals)
  const order = compileOrder(query, refusals)
  if (refusals.length > 0) throw new JqlError([...new Set(refusals)])
  return {
    isBounded: query.where !== null,
    candidateIds: query.where === null ? null : candidatesOf(query.where, context),
    matches: matcher,
    sortKeys: (issue) => order.map(({ field }) => field.sortKey(issue, context)),
    compare: (a, b) => compareBy(order, a, b),
  }
}

function compileClause(clause: Clause, context: RequestContext, refusals: string[]): Matcher {
  switch (clause.kind) {
    case 'and': {
      const parts = clause.clauses.map((each) => compileClause(each, context, refusals))
      return (issue) => parts.every((part) => part(issue))
    }
    case 'or': {
      const parts = clause.clauses.map((each) => compileClause(each, context, refusals))
      return (issue) => parts.some((part) => part(issue))
    }
    case 'not': {
      const part = compileClause(clause.clause, context, refusals)
      return (issue) => !part(issue)
    }
    case 'term':
      return compileTerm(clause, context, refusals)
  }
}

function compileTerm(term: Term, context: RequestContext, refusals: string[]): Matcher {
  const field = fieldOf(term.field, refusals)
  if (field === null) return () => false
  if (!operatorsOf[field.kind].includes(term.operator)) {
    refusals.push(`The operator '${term.operator}' is not supported by the '${term.field}' field.`)
    return () => false
  }
  const isNamed = term.operator === 'is' || term.operator === 'is not'
  const operand = resolveOperand(term.field, field, term.operand, context)
  if (isNamed && !operand.hasEmpty) {
    refusals.push(`The operator '${term.operator}' only supports EMPTY for the field '${term.field}'.`)
  }
  refusals.push(...operand.refusals)
  const values = new Set(operand.values)
  const held = (issue: JiraIssue) => field.values(issue, context)
  switch (term.operator) {
    case '=':
    case 'in':
    case 'is':
      return (issue) => {
        const own = held(issue)
        return own.length === 0 ? operand.hasEmpty : own.some((value) => values.has(value))
      }
    case '!=':
    case 'not in':
    case 'is not':
      // As in SQL, what is empty is not "different": `assignee != x` leaves the unassigned out.
      return (issue) => {
        const own = held(issue)
        return own.length > 0 && !own.some((value) => values.has(value))
      }
    case '<':
    case '<=':
    case '>':
    case '>=':
      return comparison(term.operator, held, Number(operand.values[0]))
    case '~':
      return textMatcher(held, operand.values[0] ?? '')
    case '!~': {
      const matches = textMatcher(held, operand.values[0] ?? '')
      return (issue) => held(issue).length > 0 && !matches(issue)
    }
  }
}

function fieldOf(name: string, refusals: string[]): JqlField | null {
  const field = jqlField(name)
  if (field === null) {
    refusals.push(`Field '${name}' does not exist or you do not have permission to context it.`)
  }
  return field
}

function comparison(
  operator: '<' | '<=' | '>' | '>=',
  held: (issue: JiraIssue) => readonly string[],
  limit: number,
): Matcher {
  return (issue) =>
    held(issue).some((value) => {
      const number = Number(value)
      if (operator === '<') return number < limit
      if (operator === '<=') return number <= limit
      return operator === '>' ? number > limit : number >= limit
    })
}

/** Matches whole words in any order, `word*` as a beginning, and `"a phrase"` as it stands. */
function textMatcher(held: (issue: JiraIssue) => readonly string[], asked: string): Matcher {
  const lower = asked.toLowerCase().trim()
  const phrase = /^"(.*)"$/.exec(lower)?.[1]
  if (phrase !== undefined) return (issue) => held(issue).some((text) => text.toLowerCase().includes(phrase))
  const terms = wordsOf(lower)
  return (issue) => {
    const words = held(issue).flatMap((text) => wordsOf(text.toLowerCase()))
    return terms.every((term) =>
      term.endsWith('*') ? words.some((word) => word.startsWith(term.slice(0, -1))) : words.includes(term),
    )
  }
}

function wordsOf(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}_]+\*?/gu) ?? []
}

/** Ids that the query itself names; they spare a walk over every ticket. */
function candidatesOf(clause: Clause, context: RequestContext): ReadonlySet<string> | null {
  if (clause.kind === 'and') {
    for (const each of clause.clauses) {
      const ids = candidatesOf(each, context)
      if (ids !== null) return ids
    }
  }
  if (clause.kind !== 'term' || (clause.operator !== '=' && clause.operator !== 'in')) return null
  const field = jqlField(clause.field)
  if (field?.kind !== 'key') return null
  return new Set(resolveOperand(clause.field, field, clause.operand, context).values)
}

interface Order {
  readonly field: JqlField
  readonly direction: 'asc' | 'desc'
}

function compileOrder(query: JqlQuery, refusals: string[]): readonly Order[] {
  const terms: readonly OrderTerm[] =
    query.orderBy.length === 0 ? [{ field: 'created', direction: 'desc' }] : query.orderBy
  const order: Order[] = []
  for (const { field: name, direction } of terms) {
    const field = jqlField(name)
    if (field === null) {
      refusals.push(
        `Not able to sort using field '${name}': it does not exist or you do not have permission to context it.`,
      )
    } else order.push({ field, direction: direction ?? (field.kind === 'date' ? 'desc' : 'asc') })
  }
  return order
}

function compareBy(order: readonly Order[], a: Sortable, b: Sortable): number {
  for (const [index, { direction }] of order.entries()) {
    const difference = compareKeys(a.sortKeys[index] ?? null, b.sortKeys[index] ?? null)
    if (difference !== 0) return direction === 'asc' ? difference : -difference
  }
  return Number(b.issueId) - Number(a.issueId)
}

function compareKeys(a: SortKey, b: SortKey): number {
  if (a === b) return 0
  if (a === null) return 1
  if (b === null) return -1
  return a < b ? -1 : 1
}
