import { type Document, isMap, type YAMLMap } from 'yaml'
import { personFinder } from '../find-person.ts'
import {
  absenceParts,
  type PersonTable,
  personLists,
  personTables,
  type TableRow,
  type Tables,
} from '../table.ts'
import { flowMap, itemsOf, mapsIn, set, setList, setOptional, setShare, shareOf } from './nodes.ts'

const writers: Readonly<Record<PersonTable, (row: YAMLMap, cells: TableRow['cells']) => void>> = {
  memberships: writeMembership,
  absences: (row, { from, to, part = '' }) => {
    set(row, 'from', from)
    set(row, 'to', to)
    if (part === absenceParts.half) {
      if (row.get('half') !== true) row.set('half', true)
    } else if (part === absenceParts.whole) row.delete('half')
    else set(row, 'half', part)
  },
  turns: (row, { from, to, share, team }) => {
    set(row, 'from', from)
    set(row, 'to', to)
    setShare(row, 'share', share)
    setOptional(row, 'team', team)
  },
}

/** A time in a team; also what the table of people shows of each person's last one. */
export function writeMembership(row: YAMLMap, { team, from, to, share }: TableRow['cells']): void {
  set(row, 'team', team)
  set(row, 'from', from)
  setOptional(row, 'to', to)
  if (shareOf(share ?? '') === 1) row.delete('fraction')
  else setShare(row, 'fraction', share)
}

/** Writes what each person has a list of: times in teams, absences, turns on call. Rows that name nobody are left out. */
export function writePersonLists(
  document: Document,
  corrected: Partial<Pick<Tables, PersonTable>>,
  people: Tables['people'],
): void {
  for (const name of personTables) {
    const rows = corrected[name]
    if (rows !== undefined) writeLists(document, name, rows, people)
  }
}

function writeLists(
  document: Document,
  name: PersonTable,
  rows: readonly TableRow[],
  people: Tables['people'],
): void {
  const findPerson = personFinder(people)
  const owners = mapsIn(document, 'people')
  const key = personLists[name]
  const before = owners.flatMap((owner, number) =>
    itemsOf(owner, key).map((node) => ({ owner: number, node })),
  )
  const lists = owners.map((): unknown[] => [])
  for (const { at, cells } of rows) {
    const stood = at === null ? undefined : before[at]
    const typed = cells['person'] ?? ''
    // Two people may still have the same address by mistake: who isn't moved stays.
    const isMoved = stood === undefined || people[stood.owner]?.cells['email'] !== typed
    const number = isMoved ? findPerson(typed) : stood.owner
    if (number === null) continue
    const row = isMap(stood?.node) ? stood.node : flowMap()
    writers[name](row, cells)
    lists[number]?.push(row)
  }
  for (const [number, owner] of owners.entries()) {
    if (owner !== undefined) setList(owner, key, lists[number] ?? [])
  }
}
