import { type Document, isMap, YAMLMap } from 'yaml'
import { personFinder } from '../find-person.ts'
import type { TableRow, Tables } from '../table.ts'
import { flow, mapsIn } from './nodes.ts'

/** Writes the accounts of all people. Rows that name nobody are left out. */
export function writeAccounts(document: Document, rows: Tables['accounts'], people: Tables['people']): void {
  const findPerson = personFinder(people)
  const owners = mapsIn(document, 'people')
  const ofOwner = owners.map((): TableRow[] => [])
  for (const row of rows) ofOwner[findPerson(row.cells['person'] ?? '') ?? owners.length]?.push(row)
  for (const [number, owner] of owners.entries())
    if (owner !== undefined) setAccounts(document, owner, 'accounts', ofOwner[number] ?? [])
}

/** Writes the accounts that automation works as. */
export function writeMachines(document: Document, rows: Tables['machines']): void {
  const root = document.contents
  if (isMap(root)) setAccounts(document, root, 'machine_accounts', rows)
}

/** Accounts by connection, `a` or `[a, b]`; what is already written so stays as it is. */
function setAccounts(document: Document, owner: YAMLMap, key: string, rows: readonly TableRow[]): void {
  if (rows.length === 0) {
    owner.delete(key)
    return
  }
  const ids = new Map<string, string[]>()
  for (const { cells } of rows) {
    const connection = cells['connection']?.trim() ?? ''
    ids.set(connection, [...(ids.get(connection) ?? []), cells['account']?.trim() ?? ''])
  }
  const found = owner.get(key)
  const map = isMap(found) ? found : new YAMLMap()
  if (!isMap(found)) {
    map.flow = key === 'accounts'
    owner.set(key, map)
  }
  for (const { key: connection } of [...map.items]) if (!ids.has(String(connection))) map.delete(connection)
  for (const [connection, accounts] of ids) {
    const value = accounts.length === 1 ? (accounts[0] ?? '') : accounts
    if (plainly(document, map.get(connection)) !== JSON.stringify(value))
      map.set(connection, flow(document, value))
  }
}

function plainly(document: Document, node: unknown): string | undefined {
  return JSON.stringify(document.createNode(node).toJSON())
}
