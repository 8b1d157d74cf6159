import { JqlError, syntaxError } from './error.ts'
import { lexJql, type Token } from './lex.ts'

export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=' | '~' | '!~' | 'in' | 'not in' | 'is' | 'is not'

export type Operand =
  | { readonly kind: 'value'; readonly text: string; readonly quoted: boolean }
  | { readonly kind: 'list'; readonly operands: readonly Operand[] }
  | { readonly kind: 'function'; readonly name: string; readonly arguments: readonly string[] }
  | { readonly kind: 'empty' }

export type Clause =
  | { readonly kind: 'and' | 'or'; readonly clauses: readonly Clause[] }
  | { readonly kind: 'not'; readonly clause: Clause }
  | { readonly kind: 'term'; readonly field: string; readonly operator: Operator; readonly operand: Operand }

export interface OrderTerm {
  readonly field: string
  /** Null where the query leaves it to the field. */
  readonly direction: 'asc' | 'desc' | null
}

/** A parsed query; `where` is null where it only orders (or is empty): Jira calls that unbounded. */
export interface JqlQuery {
  readonly where: Clause | null
  readonly orderBy: readonly OrderTerm[]
}

const validOperators = "'=', '!=', '<', '>', '<=', '>=', '~', '!~', 'IN', 'NOT IN', 'IS' and 'IS NOT'"
const reservedWords = new Set([
  'and',
  'or',
  'not',
  'in',
  'is',
  'order',
  'by',
  'empty',
  'null',
  'was',
  'changed',
])
const maxOrderFields = 7

/**
 * Parses a query by JQL's own precedence: NOT binds tighter than AND, AND tighter than OR.
 * @throws JqlError with Jira's message; the history operators WAS and CHANGED are not supported
 */
export function parseJql(text: string): JqlQuery {
  const cursor = new Cursor(lexJql(text))
  const where = cursor.peek().kind === 'end' || cursor.atWord('order') ? null : parseOr(cursor)
  const orderBy = cursor.takeWord('order') ? parseOrderBy(cursor) : []
  const rest = cursor.peek()
  if (rest.kind !== 'end') throw syntaxError(`Expecting either 'OR' or 'AND' but got '${rest.text}'.`, rest)
  return { where, orderBy }
}

class Cursor {
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  peek(): Token {
    const token = this.#tokens[this.#at]
    if (token === undefined) throw new RangeError('The parser read past the end token.')
    return token
  }

  next(): Token {
    const token = this.peek()
    if (token.kind !== 'end') this.#at += 1
    return token
  }

  atWord(word: string): boolean {
    const token = this.peek()
    return token.kind === 'word' && token.text.toLowerCase() === word
  }

  takeWord(...words: string[]): boolean {
    const found = words.some((word) => this.atWord(word))
    if (found) this.next()
    return found
  }

  takeSymbol(...symbols: string[]): boolean {
    const token = this.peek()
    const found = token.kind === 'symbol' && symbols.includes(token.text)
    if (found) this.next()
    return found
  }
}

function parseOr(cursor: Cursor): Clause {
  const clauses = [parseAnd(cursor)]
  while (cursor.takeWord('or') || cursor.takeSymbol('||')) clauses.push(parseAnd(cursor))
  return joined('or', clauses)
}

function parseAnd(cursor: Cursor): Clause {
  const clauses = [parseNot(cursor)]
  while (cursor.takeWord('and') || cursor.takeSymbol('&&')) clauses.push(parseNot(cursor))
  return joined('and', clauses)
}

function joined(kind: 'and' | 'or', clauses: readonly Clause[]): Clause {
  const [first] = clauses
  return clauses.length === 1 && first !== undefined ? first : { kind, clauses }
}

function parseNot(cursor: Cursor): Clause {
  if (cursor.takeWord('not') || cursor.takeSymbol('!')) return { kind: 'not', clause: parseNot(cursor) }
  if (!cursor.takeSymbol('(')) return parseTerm(cursor)
  const clause = parseOr(cursor)
  if (!cursor.takeSymbol(')')) throw missingBracket(cursor)
  return clause
}

function missingBracket(cursor: Cursor): JqlError {
  const token = cursor.peek()
  if (token.kind === 'end') return syntaxError("Expecting ')' before the end of the query.")
  return syntaxError(`Expecting either 'OR' or 'AND' but got '${token.text}'.`, token)
}

function parseTerm(cursor: Cursor): Clause {
  const field = parseField(cursor)
  const operator = parseOperator(cursor)
  return { kind: 'term', field, operator, operand: parseOperand(cursor) }
}

function parseField(cursor: Cursor): string {
  const token = cursor.next()
  if (token.kind === 'end') throw syntaxError('Expecting a field name at the end of the query.')
  if (token.kind === 'symbol') throw syntaxError(`Expecting a field name but got '${token.text}'.`, token)
  if (token.kind === 'word' && reservedWords.has(token.text.toLowerCase())) throw reservedWord(token)
  return token.text
}

function reservedWord(token: Token): JqlError {
  return syntaxError(
    `'${token.text}' is a reserved JQL word. You must surround it in quotation marks to use it in a query.`,
    token,
  )
}

function parseOperator(cursor: Cursor): Operator {
  const token = cursor.next()
  if (token.kind === 'end') {
    throw syntaxError(
      `Expecting operator before the end of the query. The valid operators are ${validOperators}.`,
    )
  }
  if (token.kind === 'symbol') {
    const symbol = operatorSymbols.find((operator) => operator === token.text)
    if (symbol !== undefined) return symbol
  }
  if (token.kind === 'word') {
    const word = token.text.toLowerCase()
    if (word === 'in') return 'in'
    if (word === 'is') return cursor.takeWord('not') ? 'is not' : 'is'
    if (word === 'not' && cursor.takeWord('in')) return 'not in'
    if (word === 'was' || word === 'changed') {
      throw new JqlError([`The history operator '${token.text.toUpperCase()}' is not served by this server.`])
    }
  }
  throw syntaxError(
    `Expecting operator but got '${token.text}'. The valid operators are ${validOperators}.`,
    token,
  )
}

const operatorSymbols = ['=', '!=', '<', '<=', '>', '>=', '~', '!~'] as const

function parseOperand(cursor: Cursor): Operand {
  if (cursor.takeSymbol('(')) return parseList(cursor)
  const token = cursor.next()
  if (token.kind === 'end') {
    throw syntaxError('Expecting either a value, list or function before the end of the query.')
  }
  if (token.kind === 'string') return { kind: 'value', text: token.text, quoted: true }
  const word = token.text.toLowerCase()
  if (token.kind === 'symbol') throw notAValue(token)
  if (word === 'empty' || word === 'null') return { kind: 'empty' }
  if (reservedWords.has(word)) throw notAValue(token)
  if (cursor.takeSymbol('(')) return parseFunction(cursor, token.text)
  return { kind: 'value', text: token.text, quoted: false }
}

function notAValue(token: Token): JqlError {
  return syntaxError(
    `Expecting either a value, list or function but got '${token.text}'. You must surround '${token.text}' in quotation marks to use it as a value.`,
    token,
  )
}

function parseList(cursor: Cursor): Operand {
  const operands = [parseOperand(cursor)]
  while (cursor.takeSymbol(',')) operands.push(parseOperand(cursor))
  if (!cursor.takeSymbol(')')) {
    const token = cursor.peek()
    if (token.kind === 'end') throw syntaxError("Expecting ')' before the end of the query.")
    throw syntaxError(`Expecting either ',' or ')' but got '${token.text}'.`, token)
  }
  return { kind: 'list', operands }
}

function parseFunction(cursor: Cursor, name: string): Operand {
  const given: string[] = []
  while (!cursor.takeSymbol(')')) {
    if (given.length > 0 && !cursor.takeSymbol(',')) throw missingBracket(cursor)
    const token = cursor.next()
    if (token.kind === 'end') throw syntaxError("Expecting ')' before the end of the query.")
    if (token.kind === 'symbol') throw notAValue(token)
    given.push(token.text)
  }
  return { kind: 'function', name, arguments: given }
}

function parseOrderBy(cursor: Cursor): readonly OrderTerm[] {
  if (!cursor.takeWord('by'))
    throw syntaxError(`Expecting 'by' but got '${cursor.peek().text}'.`, cursor.peek())
  const terms: OrderTerm[] = []
  do {
    const field = parseField(cursor)
    const direction = cursor.takeWord('asc') ? 'asc' : cursor.takeWord('desc') ? 'desc' : null
    terms.push({ field, direction })
  } while (cursor.takeSymbol(','))
  if (terms.length > maxOrderFields) throw new JqlError(['JQL can be ordered by at most 7 fields.'])
  return terms
}
