import { type PlanTables, personTables, type TableName } from '../../../domain/plan/table/table.ts'
import { emailKey } from '../../../domain/text/email.ts'

/** More people are shown a team at a time: a page of thousands of cells is slow to load and to look over. */
const mostPeople = 60

/** Whether a row of a table is on the page. */
export type IsShown = (table: TableName, row: number) => boolean

/** Which rows are on the page, and the team that they are of; empty where they are of everybody. */
export interface ShownRows {
  readonly only: string
  readonly isShown: IsShown
  /** Whether one team can be chosen. */
  readonly isChosen: boolean
}

/** Shows everybody. */
export const everybody = 'everybody'

/**
 * Chooses the rows of one team: its people with what is theirs, its shares, commitments and readers. Rows of no team that is there are
 * always shown, and so are those of the company.
 * @param asked the team; the first one of a plan with many people by default
 */
export function shownRows(tables: PlanTables, asked: string): ShownRows {
  const ids = tables.teams.map(({ cells }) => cells['id'] ?? '')
  const isChosen = tables.people.length > mostPeople
  const only = ids.includes(asked) ? asked : isChosen && asked !== everybody ? (ids[0] ?? '') : ''
  if (!isChosen || only === '') return { only: '', isShown: () => true, isChosen }
  const teamsOf = new Map<string, string[]>()
  for (const { cells } of tables.memberships) {
    const key = emailKey(cells['person'] ?? '')
    teamsOf.set(key, [...(teamsOf.get(key) ?? []), cells['team'] ?? ''])
  }
  const isOf = (teams: readonly string[]) => teams.includes(only) || !teams.some((each) => ids.includes(each))
  const isPersonOf = (email: string) => isOf(teamsOf.get(emailKey(email)) ?? [])
  return {
    ...{ only, isChosen },
    isShown: (table, row) => {
      const cells = tables[table][row]?.cells ?? {}
      if (table === 'people') return isPersonOf(cells['email'] ?? '')
      if (table === 'accounts' || personTables.some((name) => name === table))
        return isPersonOf(cells['person'] ?? '')
      if (table === 'shares' || table === 'commitments') return isOf([cells['team'] ?? ''])
      return table !== 'readers' || isOf([cells['scope'] ?? ''])
    },
  }
}
