import {
  absenceParts,
  type PlanTables,
  type TableName,
  type TableRow,
} from '../../../domain/plan/table/table.ts'

/** What a new row begins with, so that little is left to type. */
export function newRow(name: TableName, tables: PlanTables, only: string): TableRow {
  const { teams, people, calendars, quarter } = tables
  const team = only || (teams[0]?.cells['id'] ?? '')
  const from = people[0]?.cells['from'] ?? `${quarter?.slice(0, 4) ?? '2026'}-01-01`
  const calendar = calendars[0]?.cells['id'] ?? ''
  const planned = new Set(tables.shares.map(({ cells }) => cells['team']))
  const unplanned = teams.map(({ cells }) => cells['id'] ?? '').find((each) => !planned.has(each))
  const usual: Readonly<Record<TableName, Readonly<Record<string, string>>>> = {
    company: {},
    calendars: {
      ...{
        id: `calendar-${calendars.length + 1}`,
        time_zone: calendars[0]?.cells['time_zone'] ?? 'Europe/Berlin',
      },
      ...{ region: '', workday: '', weekend: '' },
    },
    days: { calendar, date: '', kind: 'holiday' },
    teams: {
      id: `team-${teams.length + 1}`,
      name: 'New team',
      calendar,
      focus: '',
      formerly: '',
      reply_to: '',
    },
    people: { email: '', name: '', team, from, to: '', share: '100' },
    memberships: { person: '', team, from: '', to: '', share: '100' },
    absences: { person: '', from: '', to: '', part: absenceParts.whole },
    turns: { person: '', from: '', to: '', share: '50', team: '' },
    accounts: { person: '', connection: '', account: '' },
    machines: { connection: '', account: '' },
    rotas: {},
    rota_files: { file: `rota-${tables.rota_files.length + 1}.ics`, text: '' },
    quarters: { quarter: `${from.slice(0, 4)}-Q1`, planning_starts: '' },
    shares: {
      ...{ team: only || (unplanned ?? ''), roadmap: '60', ktlo: '25', reliability: '15' },
      ...{ on_call: '', headcount: '' },
    },
    commitments: { team, name: '', category: 'roadmap', kind: 'ticket', target: '', days: '20' },
    readers: {
      email: '',
      name: '',
      audience: 'product',
      scope: only || 'company',
      time_zone: '',
      reply_to: '',
    },
  }
  return { at: null, cells: usual[name] }
}
