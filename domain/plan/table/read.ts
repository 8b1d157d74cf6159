import { type Document, isMap, parseDocument } from 'yaml'
import { LastResults } from '../../last-results.ts'
import { type LooseFile, readLooseFile } from './loose-file.ts'
import {
  absenceParts,
  commitmentKinds,
  dayKinds,
  dayLists,
  noWeekend,
  type PlanTables,
  type TableRow,
} from './table.ts'

/** The file in force is looked at again and again, and a text that was corrected once for its tables and once for what has no place in it. */
const lastTables = new LastResults<{ readonly tables: PlanTables | null }>(4)

/**
 * The tables of a plan file; null for a text that isn't YAML, or no map of words to values.
 * @param asked the quarter whose shares and commitments are wanted; the newest where the file doesn't have it
 */
export function readPlanTables(text: string, asked = ''): PlanTables | null {
  const read = () => ({ tables: readTablesOf(parseDocument(text, { stringKeys: true }), asked) })
  return lastTables.of(`${asked}\n${text}`, read).tables
}

/** The same of a text that was parsed. */
export function readTablesOf(document: Document.Parsed, asked: string): PlanTables | null {
  const { errors, contents } = document
  if (errors.length > 0 || (contents !== null && !isMap(contents))) return null
  const value = plainValue(document)
  if (value === undefined) return null
  const file = readLooseFile(value)
  const quarters = Object.keys(file.quarters).toSorted()
  const quarter = quarters.includes(asked) ? asked : (quarters.at(-1) ?? null)
  return {
    ...{ quarter, quarters },
    company: [{ at: 0, place: [], cells: companyCells(file) }],
    ...calendarTables(file),
    teams: file.teams.map(({ id, name, calendar, reply_to }, at) => ({
      at,
      place: ['teams', at],
      cells: { id, name, calendar, reply_to },
    })),
    ...peopleTables(file),
    ...quarterTables(file, quarter),
    readers: file.stakeholders.map(({ email, name, audience, scope, reply_to }, at) => ({
      at,
      place: ['stakeholders', at],
      cells: { email, name, audience, scope, reply_to },
    })),
  }
}

function companyCells(file: LooseFile): TableRow['cells'] {
  const { amount, currency } = file.cost_per_person_day
  const { days = '', approval = '' } = file.review ?? {}
  return {
    name: file.company,
    ...{ amount, currency, minimum_group: file.minimum_group, quiet_hours: file.quiet_hours },
    reply_to: file.reply_to,
    review_days: days,
    approval:
      file.review === null ? '' : approval === 'true' ? 'yes' : approval === 'false' ? 'no' : approval,
    first_month: file.fiscal_year_starts,
    named_after: file.fiscal_year_named_after,
    quarters: file.fiscal_quarters,
    first_day: file.fiscal_year_first_day,
  }
}

function calendarTables({ calendars }: LooseFile): Pick<PlanTables, 'calendars' | 'days'> {
  const all = Object.entries(calendars)
  return {
    calendars: all.map(([id, { time_zone, region, workday, weekend }], at) => {
      const days = weekend?.length === 0 ? noWeekend : (weekend ?? []).join(', ')
      return { at, place: ['calendars', id], cells: { id, time_zone, region, workday, weekend: days } }
    }),
    days: numbered(
      all.flatMap(([id, calendar]) =>
        dayKinds.flatMap((kind) =>
          calendar[dayLists[kind]].map((date, index) => ({
            place: ['calendars', id, dayLists[kind], index],
            cells: { calendar: id, date, kind },
          })),
        ),
      ),
    ),
  }
}

function peopleTables({
  people,
}: LooseFile): Pick<PlanTables, 'people' | 'memberships' | 'absences' | 'turns'> {
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
    people: people.map(({ email, name, accounts, teams }, at) => {
      const { team = '', from = '', to = '', fraction = 1 } = teams.at(-1) ?? {}
      const written = Object.entries(accounts).map(([connection, ids]) => `${connection}: ${ids.join(', ')}`)
      const share = percent(fraction)
      const cells = { email, name, team, from, to, share, accounts: written.join('; ') }
      return { at, place: ['people', at], cells }
    }),
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

function quarterTables(file: LooseFile, quarter: string | null): Pick<PlanTables, 'shares' | 'commitments'> {
  const plans = Object.entries(file.quarters[quarter ?? '']?.teams ?? {})
  const placeOf = (team: string) => ['quarters', quarter ?? '', 'teams', team]
  return {
    shares: plans.map(([team, { shares, on_call: onCall }], at) => {
      const { roadmap = 0, ktlo = 0, reliability = 0 } = shares
      const parts = { roadmap: percent(roadmap), ktlo: percent(ktlo), reliability: percent(reliability) }
      const cells = { team, ...parts, on_call: onCall === null ? '' : percent(onCall) }
      return { at, place: placeOf(team), cells }
    }),
    commitments: plans.flatMap(([team, { commitments }]) =>
      commitments.map((each, at): TableRow => {
        const kind = commitmentKinds.find((one) => each[one] !== undefined) ?? 'project'
        const cells = { team, name: each.name, kind, target: each[kind] ?? '', days: each.person_days }
        return { at, place: [...placeOf(team), 'commitments', at], cells }
      }),
    ),
  }
}

function numbered(rows: readonly Omit<TableRow, 'at'>[]): TableRow[] {
  return rows.map((row, at) => ({ at, ...row }))
}

/** `25` for 0.25; what is no number stays as it is. */
function percent(part: number | string): string {
  return typeof part === 'string' ? part : String(Number((part * 100).toFixed(2)))
}

/** Undefined where an alias (`*name`) stands for nothing. */
function plainValue(document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: -1 })
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error
    return undefined
  }
}
