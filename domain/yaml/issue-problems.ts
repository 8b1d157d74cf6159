import { type Document, isCollection, isScalar, type Node } from 'yaml'
import type { z } from 'zod'
import { locate, type Misreading, type YamlPath } from './locate.ts'
import { booleanMeant, dateMeant, numberMeant } from './scalar-hints.ts'

type Issue = z.core.$ZodIssue

/** For `safeParse`: leaves an issue without words unless its schema has words of its own; they are put here. */
export const unworded = (): string => ''

/** What a value's schema says against it, in the words of the person who wrote the file. */
export function issueProblems(document: Document, text: string, issues: readonly Issue[]): Misreading[] {
  // What a misspelt word makes of its group (such as "needs at least one") is no fault of its own.
  const misspelt = issues
    .filter(({ code }) => code === 'unrecognized_keys')
    .map(({ path }) => path.join('\n'))
  return issues
    .filter(({ code, path }) => code !== 'custom' || !misspelt.includes(path.join('\n')))
    .flatMap((issue) => problemsOfIssue(document, text, issue, []))
}

function problemsOfIssue(document: Document, text: string, issue: Issue, above: YamlPath): Misreading[] {
  const path = [...above, ...issue.path.filter(isPathStep)]
  const { node, offset, keyOffset } = locate(document, path)
  const told = (message: string): Misreading => misreading(path, offset, message)
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => {
        const place = [...path, key]
        return misreading(place, locate(document, place).keyOffset, unknownWord(key))
      })
    case 'invalid_key': {
      const reasons = issue.issues.map(({ message }) => message).filter((message) => message !== '')
      return [misreading(path, keyOffset, reasons[0] ?? 'can not be used as a word here')]
    }
    case 'invalid_element':
      return issue.issues.flatMap((each) => problemsOfIssue(document, text, each, path))
    case 'invalid_union': {
      const closest = closestBranch(issue.errors)
      if (isCollection(node) && closest.some((each) => each.path.length > 0))
        return closest.flatMap((each) => problemsOfIssue(document, text, each, path))
      return [told(misreadScalar(node, text) ?? (issue.message || 'is not of a form that can be used here'))]
    }
    default:
      return [told(wordsOf(issue, node, text))]
  }
}

/** Of the forms that a value may have, the one that it comes closest to: whose faults lie deepest. */
function closestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  const depth = (issues: readonly Issue[]) => Math.max(0, ...issues.map(({ path }) => path.length))
  return branches.reduce((best, branch) => (depth(branch) > depth(best) ? branch : best), branches[0] ?? [])
}

type PlainIssue = Exclude<
  Issue,
  { code: 'unrecognized_keys' | 'invalid_key' | 'invalid_element' | 'invalid_union' }
>

function wordsOf(issue: PlainIssue, node: Node | undefined, text: string): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeWords(issue, node, text)
    case 'invalid_format': {
      const meant = issue.format === 'date' ? dateMeant(writtenAs(node, text)) : null
      const words = issue.message || 'does not have the form that is needed here'
      return meant === null ? words : `${words}: write ${meant}`
    }
    case 'invalid_value': {
      if (issue.message !== '') return issue.message
      const values = issue.values.map(String)
      return `must be ${values.length > 1 ? 'one of ' : ''}${values.join(', ')}`
    }
    case 'too_small':
      return issue.message || boundWords(issue, 'above', 'at least', issue.minimum)
    case 'too_big':
      return issue.message || boundWords(issue, 'below', 'at most', issue.maximum)
    case 'not_multiple_of':
      return issue.message || `must be a multiple of ${issue.divisor}`
    case 'custom':
      return issue.message || 'cannot be used here'
  }
}

function boundWords(
  { origin, inclusive }: { readonly origin: string; readonly inclusive?: boolean },
  open: string,
  closed: string,
  bound: number | bigint,
): string {
  const limit = `${inclusive === false ? open : closed} ${bound}`
  if (origin === 'array' || origin === 'set') return `needs ${limit} entries`
  return origin === 'string' ? `needs ${limit} characters` : `must be ${limit}`
}

function typeWords(issue: z.core.$ZodIssueInvalidType, node: Node | undefined, text: string): string {
  const { expected, message } = issue
  if (node === undefined)
    return issue.path.length > 0 ? 'is missing' : 'is empty: must be lines of "word: value"'
  const written = writtenAs(node, text)
  if (isScalar(node) && node.value === null && written === '')
    return 'is empty: write a value, or remove the line'
  if (message !== '') {
    const meant = /\bdate\b/.test(message) ? dateMeant(written) : null
    return meant === null ? message : `${message}: write ${meant}`
  }
  switch (expected) {
    case 'string':
      return (
        misreadScalar(node, text) ??
        `must be a text: put it in quotes if it begins with { or [ ("${written.split('\n')[0]}")`
      )
    case 'number':
    case 'int':
    case 'nan':
      return numberWords(node, written, expected === 'int')
    case 'boolean': {
      const meant = booleanMeant(unquoted(node, written))
      return meant === null ? 'must be true or false' : `must be true or false: write ${meant}`
    }
    case 'array':
      return isScalar(node) && node.value !== null
        ? `must be a list: write [${written}]`
        : 'must be a list: write [a, b], or lines that begin with "- "'
    case 'object':
    case 'record':
    case 'map':
      return 'must be lines of "word: value"'
    default:
      return 'is not of the kind that is needed here'
  }
}

function numberWords(node: Node, written: string, whole: boolean): string {
  const wanted = whole ? 'a whole number' : 'a number'
  if (!isScalar(node)) return `must be ${wanted}`
  if (typeof node.value === 'number') return `must be ${wanted}; ${written} is none`
  const plain = unquoted(node, written)
  if (plain.trim() !== '' && Number.isFinite(Number(plain)))
    return `must be ${wanted}: write ${plain.trim()} without quotes`
  const meant = numberMeant(plain)
  return meant === null ? `must be ${wanted}` : `must be ${wanted}: write ${meant}`
}

/** Why a value that should be a text is none: YAML took it for something else. Null where it didn't. */
function misreadScalar(node: Node | undefined, text: string): string | null {
  if (!isScalar(node) || typeof node.value === 'string') return null
  const written = writtenAs(node, text)
  const quoted = `put it in quotes: "${written}"`
  if (node.value === null)
    return written === ''
      ? 'is empty: write a value, or remove the line'
      : `${written} is read as "no value": ${quoted}`
  if (typeof node.value === 'boolean') return `${written} is read as yes or no: ${quoted}`
  return `${written} is read as a number: ${quoted}`
}

function writtenAs(node: Node | undefined, text: string): string {
  const [startAt, endAt] = node?.range ?? [0, 0]
  return text.slice(startAt, endAt)
}

function unquoted(node: Node, written: string): string {
  return isScalar(node) && typeof node.value === 'string' ? node.value : written
}

function unknownWord(key: string): string {
  return /[\u00A0\u2007\u202F\uFEFF\u200B]/.test(key)
    ? 'is not a word that this file knows: it holds a no-break or invisible blank; write it again'
    : 'is not a word that this file knows'
}

/** Something wrong with the value at a path. */
export function misreading(path: YamlPath, offset: number, message: string): Misreading {
  return { offset, message: withPath(path, message), value: { path, message } }
}

function withPath(path: YamlPath, message: string): string {
  return path.length === 0 ? message : `${pathText(path)}: ${message}`
}

function pathText(path: YamlPath): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step + 1}]` : step))
    .join('.')
    .replaceAll('.[', '[')
}

function isPathStep(step: PropertyKey): step is string | number {
  return typeof step !== 'symbol'
}
