import { type Document, isMap, parseDocument } from 'yaml'
import { LastResults } from '../../calculation/last-results.ts'
import { type LooseFile, readLooseFile } from './loose-file.ts'
import { accountRows, peopleTables } from './read-people.ts'
import { numbered, optionalPercent, percent } from './rows.ts'
import { commitmentKinds, dayKinds, dayLists, noWeekend, type PlanTables, type TableRow } from './table.ts'

/**
 * The file in force is looked at again and again, and a text that was corrected once for its tables and once for what has no place in
 * it, of one quarter or another: reading the YAML of hundreds of people takes nearly all of the time.
 */
const lastFiles = new LastResults<{ readonly file: LooseFile | null }>(4)

/**
 * The tables of a plan file; null for a text that isn't YAML, or no map of words to values.
 * @param asked the quarter whose shares and commitments are wanted; the newest where the file doesn't have it
 */
export function readPlanTables(text: string, asked = ''): PlanTables | null {
  const { file } = lastFiles.of(text, () => ({ file: readFile(text) }))
  return file === null ? null : tablesOf(file, asked)
}

function readFile(text: string): LooseFile | null {
  const document = parseDocument(text, { stringKeys: true })
  const { errors, contents } = document
  if (errors.length > 0 || (contents !== null && !isMap(contents))) return null
  const value = plainValue(document)
  return value === undefined ? null : readLooseFile(value)
}

function tablesOf(file: LooseFile, asked: string): PlanTables {
  const quarters = Object.keys(file.quarters).toSorted()
  const quarter = quarters.includes(asked) ? asked : (quarters.at(-1) ?? null)
  return {
    quarter,
    company: [{ at: 0, place: [], cells: companyCells(file) }],
    ...calendarTables(file),
    ...teamTables(file),
    ...peopleTables(file),
    machines: numbered(accountRows(file.machine_accounts, ['machine_accounts'])),
    rota_files: Object.entries(file.rota_files).map(([name, content], at) => ({
      ...{ at, place: ['rota_files', name], cells: { file: name, text: content } },
    })),
    quarters: quarters.map((each, at) => ({
      at,
      place: ['quarters', each],
      cells: { quarter: each, planning_starts: file.quarters[each]?.planning_starts ?? '' },
    })),
    ...quarterTables(file, quarter),
    readers: file.stakeholders.map(({ email, name, audience, scope, time_zone, reply_to }, at) => ({
      at,
      place: ['stakeholders', at],
      cells: { email, name, audience, scope, time_zone, reply_to },
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

function teamTables({ teams }: LooseFile): Pick<PlanTables, 'teams' | 'rotas'> {
  return {
    teams: teams.map(({ id, name, calendar, focus, formerly = [], reply_to }, at) => {
      const own = { focus: optionalPercent(focus), formerly: formerly.join(', ') }
      return { at, place: ['teams', at], cells: { id, name, calendar, ...own, reply_to } }
    }),
    rotas: teams.map(({ id, on_call_rota: rota }, at) => {
      const cells = { team: id, file: rota?.file ?? '', share: optionalPercent(rota?.share ?? null) }
      return { at, place: ['teams', at, 'on_call_rota'], cells }
    }),
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

function quarterTables(file: LooseFile, quarter: string | null): Pick<PlanTables, 'shares' | 'commitments'> {
  const plans = Object.entries(file.quarters[quarter ?? '']?.teams ?? {})
  const placeOf = (team: string) => ['quarters', quarter ?? '', 'teams', team]
  return {
    shares: plans.map(([team, { shares, on_call, headcount }], at) => {
      const { roadmap = 0, ktlo = 0, reliability = 0 } = shares
      const parts = { roadmap: percent(roadmap), ktlo: percent(ktlo), reliability: percent(reliability) }
      const cells = { team, ...parts, on_call: optionalPercent(on_call), headcount }
      return { at, place: placeOf(team), cells }
    }),
    commitments: plans.flatMap(([team, { commitments }]) =>
      commitments.map((each, at): TableRow => {
        const kind = commitmentKinds.find((one) => each[one] !== undefined) ?? 'project'
        const { name, category, person_days: days } = each
        const cells = { team, name, category: category || 'roadmap', kind, target: each[kind] ?? '', days }
        return { at, place: [...placeOf(team), 'commitments', at], cells }
      }),
    ),
  }
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
