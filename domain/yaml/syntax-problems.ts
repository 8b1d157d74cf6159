import { type Document, visit, type YAMLError } from 'yaml'
import type { Misreading } from './locate.ts'

/**
 * What the parser could not read, in the words of the person who wrote the file: a problem a line, the first of which tells
 * most. A bracket or a colon that is missing makes the parser stumble over all lines that follow: nothing is told of these.
 */
export function syntaxProblems(document: Document, text: string): Misreading[] {
  const problems: Misreading[] = []
  const lines = new Set<number>()
  let lineOfLoss: number | null = null
  for (const error of [...document.errors, ...document.warnings]) {
    const problem = syntaxProblem(error, document, text)
    const line = text.slice(0, problem.offset).split('\n').length
    if (lineOfLoss !== null && line > lineOfLoss) break
    if (losesStructure(error)) lineOfLoss = line
    if (!lines.has(line)) problems.push(problem)
    lines.add(line)
  }
  const isRestUnread = document.errors.length > 1 && lineOfLoss !== null
  return problems.map((problem, index) =>
    isRestUnread && index === problems.length - 1
      ? { ...problem, message: `${problem.message} (what follows is checked once this is mended)` }
      : problem,
  )
}

/** Where the parser no longer knows what belongs to what. */
function losesStructure({ code, message }: YAMLError): boolean {
  switch (code) {
    case 'MISSING_CHAR':
      return isUnclosed(message) || /closing .quote/.test(message)
    case 'BAD_INDENT':
    case 'BLOCK_IN_FLOW':
    case 'MULTILINE_IMPLICIT_KEY':
    case 'KEY_OVER_1024_CHARS':
    case 'UNEXPECTED_TOKEN':
    case 'IMPOSSIBLE':
    case 'RESOURCE_EXHAUSTION':
      return true
    default:
      return false
  }
}

function isUnclosed(message: string): boolean {
  return /to end with|and end with/.test(message)
}

function syntaxProblem(error: YAMLError, document: Document, text: string): Misreading {
  const offset = error.pos[0]
  if (/closing .quote/.test(error.message)) return openQuote(document, offset)
  return { offset, message: syntaxWords(error, text, offset) }
}

function syntaxWords({ code, message }: YAMLError, text: string, offset: number): string {
  if (/call stack|Stack overflow/.test(message)) return 'is nested too deeply'
  const here = text.slice(offset, offset + 200)
  switch (code) {
    case 'MULTIPLE_DOCS':
      return 'a second document begins here (---): keep one, in a file of its own'
    case 'TAB_AS_INDENT':
      return "a tab can't indent a line: write blanks in its place"
    case 'DUPLICATE_KEY':
      return `"${wordAt(here)}" stands here for the second time: keep one of them`
    case 'BAD_DIRECTIVE':
      return 'begins with %, which is read as an instruction: remove the line'
    case 'TAG_RESOLVE_FAILED':
    case 'MULTIPLE_TAGS':
    case 'BAD_COLLECTION_TYPE':
      return `"${/^\S*/.exec(here)?.[0]}" is read as a tag: remove it, or put the value in quotes`
    case 'BAD_SCALAR_START':
      return `a value can't begin with ${here.slice(0, 1)} unless it is in quotes: "${valueAt(here)}"`
    case 'BAD_DQ_ESCAPE':
      return 'in "double quotes" \\ begins an escape: write \\\\, or use \'single quotes\''
    case 'BAD_ALIAS':
    case 'ALIAS_PROPS':
    case 'MULTIPLE_ANCHORS':
    case 'BAD_PROP_ORDER':
      return 'a value that begins with & or * must be in quotes'
    case 'NON_STRING_KEY':
      return 'the word before a colon must be plain text: put it in quotes'
    case 'BAD_INDENT':
    case 'BLOCK_IN_FLOW':
      return indentWords(message, text, offset)
    case 'BLOCK_AS_IMPLICIT_KEY':
      return /sequence/.test(message)
        ? 'a list begins on the next line, or is written as [a, b]'
        : 'has a second ": " in one line: put the value in quotes'
    case 'MULTILINE_IMPLICIT_KEY':
    case 'KEY_OVER_1024_CHARS':
      return 'is no "word: value": a colon and a blank are missing, or a quote is not closed'
    case 'MISSING_CHAR':
      return missingWords(message, text, offset)
    case 'UNEXPECTED_TOKEN':
    case 'IMPOSSIBLE':
    case 'RESOURCE_EXHAUSTION':
      return unexpectedWords(text, offset)
  }
}

/** The end of the file is where a quote is missed; where it was opened is what a person looks for. */
function openQuote(document: Document, offset: number): Misreading {
  let openedAt = offset
  visit(document, {
    Scalar(_key, { type, range }) {
      if ((type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE') && range && range[0] < offset)
        openedAt = range[0]
    },
  })
  return { offset: openedAt, message: 'a quote opens here and is never closed' }
}

function indentWords(message: string, text: string, offset: number): string {
  const twoValues = /^([^\s,{}[\]][^,{}[\]\r\n]*?)[ \t]+([^\s,{}[\]]+):\s/.exec(
    text.slice(offset, offset + 200),
  )
  if (/not allowed within flow/.test(message) && twoValues !== null)
    return `"${twoValues[1]} ${twoValues[2]}:" has a second ": ": write a comma before ${twoValues[2]}, or put the value in quotes`
  if (/flow|Flow/.test(message)) return unclosedWords(text, offset)
  return 'is not indented like its neighbours: what belongs together begins in one column'
}

function missingWords(message: string, text: string, offset: number): string {
  if (isUnclosed(message)) return unclosedWords(text, offset)
  if (/Comments must/.test(message)) return 'write a blank before #, or put the value in quotes'
  if (/space after :/.test(message)) return 'write a blank after the colon'
  if (/without - indicator/.test(message)) return 'each entry of a list begins with "- "'
  if (/Implicit map keys/.test(message)) {
    const word = lineEnd(text.slice(offset))
    return /\S:\S/.test(word)
      ? `"${word}" needs a blank after the colon`
      : `"${word}" is no "word: value": a colon and a blank are missing`
  }
  if (/Missing , /.test(message))
    return 'a comma is missing before this, or the value before it must be in quotes'
  return 'cannot be read: put values with special characters in quotes'
}

/** A bracket that is not closed, most often because ` #` made a comment of its end. */
function unclosedWords(text: string, offset: number): string {
  const opened = Math.max(text.lastIndexOf('{', offset - 1), text.lastIndexOf('[', offset - 1))
  const cut = / #.*/.exec(text.slice(Math.max(0, opened), offset))
  return cut === null
    ? 'a { or [ before this is not closed'
    : `a { or [ before this is not closed: "${cut[0].trim()}" is read as a comment; put the value with # in quotes`
}

function unexpectedWords(text: string, offset: number): string {
  const rest = lineEnd(text.slice(offset)) || text.slice(0, offset).trimEnd().slice(-1)
  const before = text.slice(0, offset).trimEnd().at(-1)
  if (rest.startsWith('- ')) return 'a list begins on the next line, or is written as [a, b]'
  if (/^\w+:\s/.test(rest)) return 'a comma or the end of the line is missing before this'
  if (before === "'")
    return `"${rest}" follows a closing quote: write a quote inside quotes twice ('O''Neil')`
  if (before === '"') return `"${rest}" follows a closing quote: write \\" inside "double quotes"`
  return `"${rest}" does not belong here: is a bracket or comma too many, or are quotes missing?`
}

/** The rest of the line; of a list or map in one line, up to its next comma or bracket. */
function valueAt(text: string): string {
  const rest = lineEnd(text)
  const closed = rest.split(/[\]}]/).length - rest.split(/[[{]/).length
  return closed > 0 ? (/^[^,\]}]*/.exec(rest)?.[0] ?? '').trim() : rest
}

function lineEnd(text: string): string {
  return (/^[^\r\n]*/.exec(text)?.[0] ?? '').trim().slice(0, 60)
}

function wordAt(text: string): string {
  return (/^("[^"]*"|'[^']*'|[^:\n]*)/.exec(text)?.[0] ?? '').replaceAll(/^["']|["']$/g, '').trim()
}
