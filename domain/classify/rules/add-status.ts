import { isMap, isScalar, isSeq, type Node, parseDocument, type YAMLSeq } from 'yaml'
import { comparable } from '../../text/comparable.ts'
import { plainText } from '../../text/plain-text.ts'
import { locate } from '../../yaml/locate.ts'
import type { StatusMeaning } from '../status-rules.ts'

/** A line of the rule file that says what a status means. */
export interface StatusLine {
  readonly statusId: string
  /** Stands behind the line, for people. */
  readonly name: string
  /** Key of the project that it holds for; null for all. */
  readonly project: string | null
  readonly means: StatusMeaning
}

/** The line as it is written under `statuses:`. */
export function statusLine(line: StatusLine): string {
  return `- ${entry(line)}  # ${plainText(line.name).replaceAll(/\s+/g, ' ').trim()}`
}

/**
 * Writes into a rule file's text what a status means: into the line that says so of this status already, else as the first line of
 * the list, where it holds whatever follows. Every other character stays. Null where the text has no place for it that we know.
 */
export function addStatusLine(text: string, line: StatusLine): string | null {
  const document = parseDocument(text.replace(/^---(?=\s|$)/m, '   '), { stringKeys: true })
  // A second document of the text starts where this one ends.
  if (document.errors.length > 0 && !/multiple documents/i.test(document.errors[0]?.message ?? ''))
    return null
  const { contents } = document
  if (!isMap(contents) || contents.flow === true) return null
  const { node } = locate(document, ['statuses'])
  if (isSeq<Node>(node)) return replaced(text, node, line) ?? prepended(text, node, line)
  if (contents.has('statuses')) return null
  const [first] = contents.items
  const rules = contents.items.find(({ key }) => isScalar(key) && key.value === 'rules') ?? first
  const at = isScalar(rules?.key) ? (rules.key.range?.[0] ?? null) : null
  return at === null ? null : `${text.slice(0, at)}statuses:\n  ${statusLine(line)}\n\n${text.slice(at)}`
}

/** Null where no line is of this status alone, at this place. */
function replaced(
  text: string,
  list: YAMLSeq<Node>,
  { statusId, project, means }: StatusLine,
): string | null {
  const own = list.items.find((item) => {
    if (!isMap(item)) return false
    const others = item.items.filter(({ key }) => isScalar(key) && !ownKeys.has(String(key.value)))
    const [status, place] = [item.get('status'), item.get('project') ?? null]
    if (others.length > 0 || String(status) !== statusId) return false
    return place === null || project === null
      ? place === project
      : comparable(String(place)) === comparable(project)
  })
  const value = isMap(own) ? own.get('means', true) : undefined
  const range = isScalar(value) ? value.range : null
  return range ? `${text.slice(0, range[0])}${means}${text.slice(range[1])}` : null
}

const ownKeys: ReadonlySet<string> = new Set(['status', 'project', 'means'])

function prepended(text: string, list: YAMLSeq<Node>, line: StatusLine): string | null {
  const at = list.range?.[0] ?? null
  if (at === null) return null
  if (list.flow === true) {
    const more = list.items.length > 0 ? ', ' : ''
    return `${text.slice(0, at + 1)}${entry(line)}${more}${text.slice(at + 1)}`
  }
  const indent = text.slice(text.lastIndexOf('\n', at - 1) + 1, at)
  if (indent.trim() !== '') return null
  return `${text.slice(0, at)}${statusLine(line)}\n${indent}${text.slice(at)}`
}

function entry({ statusId, project, means }: StatusLine): string {
  const place = project === null ? '' : `, project: ${JSON.stringify(project)}`
  return `{ status: ${JSON.stringify(statusId)}${place}, means: ${means} }`
}

/** Lines that differ, each with its number in the text that has it. */
export interface LineChanges {
  readonly removed: readonly NumberedLine[]
  readonly added: readonly NumberedLine[]
}

export interface NumberedLine {
  readonly line: number
  readonly text: string
}

/** What differs between two texts that are the same before and after one place. */
export function changedLines(before: string, after: string): LineChanges {
  const [old, now] = [before.split('\n'), after.split('\n')]
  const shortest = Math.min(old.length, now.length)
  let same = 0
  while (same < shortest && old[same] === now[same]) same += 1
  let sameAtEnd = 0
  while (sameAtEnd < shortest - same && old.at(-1 - sameAtEnd) === now.at(-1 - sameAtEnd)) sameAtEnd += 1
  const numbered = (lines: readonly string[]) =>
    lines.slice(same, lines.length - sameAtEnd).map((text, index) => ({ line: same + index + 1, text }))
  return { removed: numbered(old), added: numbered(now) }
}
