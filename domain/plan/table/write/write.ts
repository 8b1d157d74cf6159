import { type Document, isMap, isSeq, parseDocument, type YAMLMap, YAMLSeq } from 'yaml'
import { readPlanTables } from '../read.ts'
import { type CorrectedTables, type PlanTables, type TableName, type TableRow, tableNames } from '../table.ts'
import { writeAccounts, writeMachines } from './accounts.ts'
import { writeCalendars, writeDays } from './calendars.ts'
import { writeCompany } from './company.ts'
import { flowMap, set, setOptional, writeRows } from './nodes.ts'
import { writeMembership, writePersonLists } from './person-lists.ts'
import { writeQuarter, writeQuarters } from './quarters.ts'
import { writeRotaFiles, writeRotas, writeTeams } from './teams.ts'

/**
 * Writes corrected tables back into a plan file. All else stays as it is, comments and order too: only a table that differs from the
 * file's is written. A team that is left out is left out of quarters too. Whatever people typed is written as it is: the check of the
 * file tells what is wrong with it.
 */
export function writePlanTables(text: string, corrected: CorrectedTables): string {
  const before = readPlanTables(text, corrected.quarter ?? '')
  const changed = before === null ? {} : changedTables(corrected, before)
  if (before === null || Object.keys(changed).length === 0) return text
  const document = parseDocument(text, { stringKeys: true })
  const [company] = changed.company ?? []
  if (company !== undefined) writeCompany(document, company.cells, before.company[0]?.cells ?? {})
  if (changed.calendars !== undefined) writeCalendars(document, changed.calendars, before.calendars)
  if (changed.days !== undefined) writeDays(document, changed.days)
  // Before teams and people go: rows are of those that the file has.
  if (changed.rotas !== undefined) writeRotas(document, changed.rotas)
  if (changed.rota_files !== undefined) writeRotaFiles(document, changed.rota_files)
  if (changed.teams !== undefined) writeTeams(document, changed.teams, before.teams)
  writePersonLists(document, changed, before.people)
  if (changed.accounts !== undefined) writeAccounts(document, changed.accounts, before.people)
  if (changed.machines !== undefined) writeMachines(document, changed.machines)
  if (changed.people !== undefined)
    writeRows(document, ['people'], changed.people, (row, { cells }) => writePerson(row, cells))
  if (changed.readers !== undefined)
    writeRows(document, ['stakeholders'], changed.readers, (row, { cells }) => {
      for (const column of ['email', 'name', 'audience', 'scope']) set(row, column, cells[column])
      for (const column of ['time_zone', 'reply_to']) setOptional(row, column, cells[column])
    })
  const { shares = before.shares, commitments = before.commitments } = corrected
  if (corrected.quarter !== null && (changed.shares ?? changed.commitments) !== undefined)
    writeQuarter(document, corrected.quarter, { shares, commitments })
  if (changed.quarters !== undefined) writeQuarters(document, changed.quarters, before.quarters)
  return textOf(document)
}

/** An empty file in which nothing had a place stays empty. */
function textOf(document: Document.Parsed): string {
  return document.contents === null ? '' : document.toString({ lineWidth: 0, flowCollectionPadding: true })
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

function writePerson(row: YAMLMap, cells: TableRow['cells']): void {
  set(row, 'email', cells['email'])
  set(row, 'name', cells['name'])
  const teams = row.get('teams')
  const memberships = isSeq(teams) ? teams : new YAMLSeq()
  if (!isSeq(teams)) row.set('teams', memberships)
  const last = memberships.items.at(-1)
  const membership = isMap(last) ? last : flowMap()
  if (!isMap(last)) memberships.add(membership)
  writeMembership(membership, cells)
}
