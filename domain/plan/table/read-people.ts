import type { YamlPath } from '../../yaml/yaml-file.ts'
import type { LooseFile } from './loose-file.ts'
import { numbered, percent, type UnnumberedRow } from './rows.ts'
import { absenceParts, type PersonTable, type PlanTables, type TableRow } from './table.ts'

type TablesOfPeople = Pick<PlanTables, 'people' | 'accounts' | PersonTable>

/** The table of people, and those of what each of them has a list of. */
export function peopleTables({ people }: Pick<LooseFile, 'people'>): TablesOfPeople {
  /** A list that each person has, as one table. */
  const listOf = <Item>(
    key: string,
    itemsOf: (person: LooseFile['people'][number]) => readonly Item[],
    cellsOf: (item: Item) => TableRow['cells'],
  ) =>
    numbered(
      people.flatMap((person, number) =>
        itemsOf(person).map((item, index) => ({
          place: ['people', number, key, index],
          cells: { person: person.email, ...cellsOf(item) },
        })),
      ),
    )
  return {
    people: people.map(({ email, name, teams }, at) => {
      const { team = '', from = '', to = '', fraction = 1 } = teams.at(-1) ?? {}
      return { at, place: ['people', at], cells: { email, name, team, from, to, share: percent(fraction) } }
    }),
    accounts: numbered(
      people.flatMap(({ email, accounts }, number) =>
        accountRows(accounts, ['people', number, 'accounts']).map(({ place, cells }) => ({
          ...{ place, cells: { person: email, ...cells } },
        })),
      ),
    ),
    memberships: listOf(
      'teams',
      ({ teams }) => teams,
      ({ team, from, to, fraction }) => ({ team, from, to, share: percent(fraction) }),
    ),
    absences: listOf(
      'absences',
      ({ absences }) => absences,
      ({ from, to, half }) => ({ from, to, part: partOf(half) }),
    ),
    turns: listOf(
      'on_call',
      (person) => person.on_call,
      ({ from, to, share, team }) => ({ from, to, share: percent(share), team }),
    ),
  }
}

function partOf(half: string): string {
  if (half === 'true') return absenceParts.half
  return half === '' || half === 'false' ? absenceParts.whole : half
}

/** Accounts by connection, one or several each: the first of a connection stands where the connection does, as a single one would. */
export function accountRows(
  accounts: Readonly<Record<string, readonly string[]>>,
  place: YamlPath,
): UnnumberedRow[] {
  return Object.entries(accounts).flatMap(([connection, ids]) =>
    ids.map((account, index) => ({
      place: [...place, connection, ...(index === 0 ? [] : [index])],
      cells: { connection, account },
    })),
  )
}
