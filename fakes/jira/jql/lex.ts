import { syntaxError } from './error.ts'

/** A piece of a query with the place where it starts, both counted from 1 as Jira counts them. */
export interface Token {
  readonly kind: 'word' | 'string' | 'symbol' | 'end'
  readonly text: string
  readonly line: number
  readonly character: number
}

const symbols = ['!=', '!~', '<=', '>=', '&&', '||', '(', ')', ',', '=', '<', '>', '~', '!']
const customField = /cf\[\d+\]/iy
const word = /[^\s()=!<>~,"'&|@#$%^*[\]{};?/\\`+]+/y
const spaces = /\s+/y
const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' }

/**
 * Cuts a query into words, quoted strings and symbols.
 * @throws JqlError on a reserved character outside quotes or an unclosed quote, with Jira's message
 */
export function lexJql(query: string): readonly Token[] {
  const tokens: Token[] = []
  let at = 0
  const push = (kind: Token['kind'], text: string, start: number): void => {
    tokens.push({ kind, text, ...placeOf(query, start) })
  }
  while (at < query.length) {
    const gap = matchAt(spaces, query, at)
    if (gap !== null) {
      at += gap.length
      continue
    }
    const quote = query[at]
    if (quote === '"' || quote === "'") {
      const string = readString(query, at, quote)
      push('string', string.text, at)
      at = string.end
      continue
    }
    const start = at
    const symbol = symbols.find((candidate) => query.startsWith(candidate, start))
    const piece = symbol ?? matchAt(customField, query, at) ?? matchAt(word, query, at)
    if (piece === null) throw reservedCharacter(query, at)
    push(symbol === undefined ? 'word' : 'symbol', piece, at)
    at += piece.length
  }
  push('end', '', at)
  return tokens
}

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? null
}

function readString(query: string, start: number, quote: string): { text: string; end: number } {
  let text = ''
  for (let at = start + 1; at < query.length; at += 1) {
    const character = query[at] ?? ''
    if (character === quote) return { text, end: at + 1 }
    if (character === '\\') {
      const next = query[at + 1] ?? ''
      text += escapes[next] ?? next
      at += 1
    } else text += character
  }
  throw syntaxError(`The quoted string '${text}' has not been completed.`, placeOf(query, start))
}

function reservedCharacter(query: string, at: number): Error {
  const character = query.charAt(at)
  const code = `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  return syntaxError(
    `The character '${character}' is a reserved JQL character. You must enclose it in a string or use the escape '${code}' instead.`,
    placeOf(query, at),
  )
}

function placeOf(query: string, at: number): { line: number; character: number } {
  const before = query.slice(0, at).split('\n')
  return { line: before.length, character: (before.at(-1)?.length ?? 0) + 1 }
}
