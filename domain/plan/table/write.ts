import { type Document, isAlias, isMap, isSeq, parseDocument, YAMLMap, YAMLSeq } from 'yaml'
import type { PlanTables, TableRow } from './table.ts'

/**
 * Writes tables back into a plan file. What they don't show (calendars, absences, earlier quarters, comments) stays as it is; a team that
 * is left out is left out of quarters too. Whatever people typed is written as it is: the check of the file tells what is wrong with it.
 */
export function writePlanTables(text: string, tables: PlanTables): string {
  const document = parseDocument(text, { stringKeys: true })
  const calendar = firstKey(document, 'calendars') ?? 'office'
  const before = new Set(idsOf(document))
  writeRows(document, ['teams'], tables.teams, (row, { cells }) => {
    set(row, 'id', cells['id'])
    set(row, 'name', cells['name'])
    if (!row.has('calendar')) row.set('calendar', calendar)
  })
  const kept = new Set(tables.teams.map(({ cells }) => cells['id'] ?? ''))
  writeRows(document, ['people'], tables.people, (row, { cells }) => writePerson(document, row, cells))
  writeRows(document, ['stakeholders'], tables.readers, (row, { cells }) => {
    for (const column of ['email', 'name', 'audience', 'scope']) set(row, column, cells[column])
  })
  if (tables.quarter !== null) writeQuarter(document, tables.quarter, tables)
  for (const id of before) {
    if (kept.has(id)) continue
    for (const quarter of keysOf(document, 'quarters')) document.deleteIn(['quarters', quarter, 'teams', id])
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: true })
}

function writePerson(document: Document, row: YAMLMap, cells: TableRow['cells']): void {
  set(row, 'email', cells['email'])
  set(row, 'name', cells['name'])
  const accounts = accountsOf(cells['accounts'] ?? '')
  if (accounts.size > 0) row.set('accounts', flow(document, Object.fromEntries(accounts)))
  else row.delete('accounts')
  const teams = row.get('teams')
  const memberships = isSeq(teams) ? teams : new YAMLSeq()
  if (!isSeq(teams)) row.set('teams', memberships)
  const last = memberships.items.at(-1)
  const membership = isMap(last) ? last : flowMap()
  if (!isMap(last)) memberships.add(membership)
  set(membership, 'team', cells['team'])
  set(membership, 'from', cells['from'])
  if ((cells['to'] ?? '').trim() === '') membership.delete('to')
  else set(membership, 'to', cells['to'])
  const share = shareOf(cells['share'] ?? '')
  if (share === 1) membership.delete('fraction')
  else membership.set('fraction', share)
}

function writeQuarter(document: Document, quarter: string, { shares, commitments }: PlanTables): void {
  const place = ['quarters', quarter, 'teams']
  const wanted = new Set(shares.map(({ cells }) => cells['team'] ?? ''))
  for (const id of keysOf(document, ...place)) if (!wanted.has(id)) document.deleteIn([...place, id])
  for (const { cells } of shares) {
    const team = cells['team'] ?? ''
    if (team === '') continue
    const parts = ['roadmap', 'ktlo', 'reliability'].map(
      (part) => [part, shareOf(cells[part] ?? '')] as const,
    )
    makeMaps(document, [...place, team, 'shares'])
    for (const [part, share] of parts) document.setIn([...place, team, 'shares', part], share)
    const rows = commitments.filter((each) => each.cells['team'] === team)
    if (rows.length === 0) document.deleteIn([...place, team, 'commitments'])
    else
      writeRows(document, [...place, team, 'commitments'], rows, (row, commitment) => {
        const { name, kind = 'project', target, days } = commitment.cells
        set(row, 'name', name)
        for (const other of ['ticket', 'project', 'initiative']) if (other !== kind) row.delete(other)
        set(row, kind, target)
        set(row, 'person_days', days)
      })
  }
}

/** Has a map at each step of a place: what stands there instead can hold nothing, and what another place names gets a copy of its own. */
function makeMaps(document: Document, place: readonly string[]): void {
  for (const length of place.keys()) {
    const step = place.slice(0, length + 1)
    const found = document.getIn(step, true)
    if (found === undefined || isMap(found)) continue
    const named = isAlias(found) ? found.resolve(document) : undefined
    document.setIn(step, isMap(named) ? named.clone() : flow(document, {}))
  }
}

/** Puts rows in place of a list's, each into the entry that it stood in before. */
function writeRows(
  document: Document,
  place: readonly string[],
  rows: readonly TableRow[],
  write: (row: YAMLMap, from: TableRow) => void,
): void {
  const found = document.getIn(place)
  const list = isSeq(found) ? found : new YAMLSeq()
  const before = [...list.items]
  list.items = rows.map((each) => {
    const stood = each.at === null ? undefined : before[each.at]
    const row = isMap(stood) ? stood : flowMap()
    write(row, each)
    return row
  })
  if (!isSeq(found)) document.setIn(place, list)
}

/** A number is written as one, so that the file's check takes it; all else is text. */
function set(row: YAMLMap, key: string, value = ''): void {
  const text = value.trim()
  if (String(row.get(key) ?? '') === text) return
  row.set(key, key === 'person_days' && /^\d+(\.\d+)?$/.test(text) ? Number(text) : text)
}

/** `25`, `25 %` and `25,5` are parts of a hundred; what is none stays as it is, and the check says so. */
function shareOf(text: string): number | string {
  const number = Number(text.replace('%', '').replace(',', '.').trim() || Number.NaN)
  return Number.isNaN(number) ? text.trim() : Number((number / 100).toFixed(6))
}

/** `jira: 712020:0a1b, 99; linear: …`: a connection's name, and its accounts. */
function accountsOf(text: string): Map<string, string | string[]> {
  const accounts = new Map<string, string | string[]>()
  for (const part of text.split(';')) {
    const colon = part.indexOf(':')
    if (colon < 0) continue
    const ids = part
      .slice(colon + 1)
      .split(',')
      .map((id) => id.trim())
      .filter((id) => id !== '')
    if (ids.length > 0) accounts.set(part.slice(0, colon).trim(), ids.length === 1 ? (ids[0] ?? '') : ids)
  }
  return accounts
}

function flowMap(): YAMLMap {
  const map = new YAMLMap()
  map.flow = true
  return map
}

function flow(document: Document, value: unknown): unknown {
  return document.createNode(value, { flow: true })
}

function idsOf(document: Document): string[] {
  const teams = document.get('teams')
  return isSeq(teams)
    ? teams.items.flatMap((each) => (isMap(each) ? [String(each.get('id') ?? '')] : []))
    : []
}

function keysOf(document: Document, ...place: string[]): string[] {
  const found = document.getIn(place)
  return isMap(found) ? found.items.map(({ key }) => String(key)) : []
}

function firstKey(document: Document, name: string): string | null {
  return keysOf(document, name)[0] ?? null
}
