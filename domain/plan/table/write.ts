import { type Document, isMap, isSeq, parseDocument, type YAMLMap, YAMLSeq } from 'yaml'
import {
  flow,
  flowMap,
  keysOf,
  makeMaps,
  mapsIn,
  set,
  setOptional,
  setShare,
  shareOf,
  writeRows,
} from './nodes.ts'
import { readTablesOf } from './read.ts'
import { type CorrectedTables, type PlanTables, type TableName, type TableRow, tableNames } from './table.ts'
import { writeCalendars, writeDays } from './write-calendars.ts'
import { writeCompany } from './write-company.ts'
import { writeMembership, writePersonLists } from './write-person-lists.ts'

/**
 * Writes corrected tables back into a plan file. All else stays as it is, comments and order too: only a table that differs from the
 * file's is written. A team that is left out is left out of quarters too. Whatever people typed is written as it is: the check of the
 * file tells what is wrong with it.
 */
export function writePlanTables(text: string, corrected: CorrectedTables): string {
  const document = parseDocument(text, { stringKeys: true })
  const before = readTablesOf(document, corrected.quarter ?? '')
  if (before === null) return text
  const changed = changedTables(corrected, before)
  const [company] = changed.company ?? []
  if (company !== undefined) writeCompany(document, company.cells, before.company[0]?.cells ?? {})
  if (changed.calendars !== undefined) writeCalendars(document, changed.calendars, before.calendars)
  if (changed.days !== undefined) writeDays(document, changed.days)
  if (changed.teams !== undefined) writeTeams(document, changed.teams)
  // Before people go: rows are of the people as the file has them.
  writePersonLists(document, changed, before.people)
  if (changed.people !== undefined)
    writeRows(document, ['people'], changed.people, (row, { cells }) => writePerson(document, row, cells))
  if (changed.readers !== undefined)
    writeRows(document, ['stakeholders'], changed.readers, (row, { cells }) => {
      for (const column of ['email', 'name', 'audience', 'scope']) set(row, column, cells[column])
      setOptional(row, 'reply_to', cells['reply_to'])
    })
  const { shares = before.shares, commitments = before.commitments } = corrected
  if (corrected.quarter !== null && (changed.shares ?? changed.commitments) !== undefined)
    writeQuarter(document, corrected.quarter, { shares, commitments })
  return document.toString({ lineWidth: 0, flowCollectionPadding: true })
}

/** Those that differ from what the file has. */
function changedTables(corrected: CorrectedTables, before: PlanTables): Partial<PlanTables> {
  const plain = (rows: readonly TableRow[]) => JSON.stringify(rows.map(({ at, cells }) => [at, cells]))
  const isChanged = (name: TableName) => {
    const rows = corrected[name]
    const isOfQuarter = name === 'shares' || name === 'commitments'
    if (isOfQuarter && corrected.quarter !== before.quarter) return rows !== undefined
    return rows !== undefined && plain(rows) !== plain(before[name])
  }
  return Object.fromEntries(tableNames.filter(isChanged).map((name) => [name, corrected[name]]))
}

function writeTeams(document: Document, teams: readonly TableRow[]): void {
  const usual = keysOf(document, 'calendars')[0] ?? 'office'
  const before = mapsIn(document, 'teams').map((team) => String(team?.get('id') ?? ''))
  writeRows(document, ['teams'], teams, (row, { cells }) => {
    set(row, 'id', cells['id'])
    set(row, 'name', cells['name'])
    set(row, 'calendar', cells['calendar'] || usual)
    setOptional(row, 'reply_to', cells['reply_to'])
  })
  const kept = new Set(teams.map(({ cells }) => cells['id'] ?? ''))
  for (const id of before) {
    if (kept.has(id)) continue
    for (const quarter of keysOf(document, 'quarters')) document.deleteIn(['quarters', quarter, 'teams', id])
  }
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
  writeMembership(membership, cells)
}

function writeQuarter(
  document: Document,
  quarter: string,
  { shares, commitments }: Pick<PlanTables, 'shares' | 'commitments'>,
): void {
  const place = ['quarters', quarter, 'teams']
  const wanted = new Set(shares.map(({ cells }) => cells['team'] ?? ''))
  for (const id of keysOf(document, ...place)) if (!wanted.has(id)) document.deleteIn([...place, id])
  for (const { cells } of shares) {
    const team = cells['team'] ?? ''
    if (team === '') continue
    makeMaps(document, [...place, team, 'shares'])
    for (const part of ['roadmap', 'ktlo', 'reliability'])
      document.setIn([...place, team, 'shares', part], shareOf(cells[part] ?? ''))
    writeOnCall(document.getIn([...place, team]), cells['on_call'] ?? '')
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

function writeOnCall(team: unknown, share: string): void {
  if (!isMap(team)) return
  if (share.trim() === '') team.delete('on_call')
  else setShare(team, 'on_call', share)
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
