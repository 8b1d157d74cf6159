import { addDays } from '../../instant.ts'
import type { FiscalYear } from '../../quarter.ts'
import { FileProblemsError, parseYamlFile } from '../../yaml/yaml-file.ts'
import { ownTurns } from '../own-turns.ts'
import type {
  Commitment,
  Plan,
  PlanPerson,
  PlanQuarter,
  PlanTeam,
  ReportScope,
  Stakeholder,
} from '../plan.ts'
import { currentTeamId } from '../team-ids.ts'
import { calendarOf } from './calendars.ts'
import { planProblems } from './plan-check.ts'
import { isoWeekdayOf, type PlanFile, planFileSchema } from './plan-file-schema.ts'
import { rotaResult } from './rotas.ts'

/** A plan file that was read, and the on-call rotas (iCalendar files) that it names, doesn't hold, and that are still to be read. */
export interface PlanDraft {
  readonly rotaFiles: readonly string[]
  /**
   * Makes the plan.
   * @param rotaTexts the rotas' texts by the names of their files; a missing one is a problem of the plan file
   * @throws FileProblemsError
   */
  readonly finish: (rotaTexts: ReadonlyMap<string, string>) => Plan
}

/**
 * Reads a plan file that names no rota file but those that it holds (YAML; format: docs/plan.md).
 * @throws FileProblemsError with line, column and reason of each problem; nothing is half-read
 */
export function parsePlanFile(text: string, fileName = 'plan.yaml'): Plan {
  return readPlanFile(text, fileName).finish(new Map())
}

/** The same for a plan that may name rota files. @throws FileProblemsError */
export function readPlanFile(text: string, fileName = 'plan.yaml'): PlanDraft {
  const file = parseYamlFile(text, planFileSchema, fileName)
  const problems = planProblems(file)
  if (problems.length > 0) throw new FileProblemsError(fileName, problems)
  const plan = planOf(file.content)
  const held = new Map(Object.entries(file.content.rota_files))
  const named = file.content.teams.flatMap((team) => team.on_call_rota?.file ?? [])
  return {
    rotaFiles: [...new Set(named)].filter((name) => !held.has(name)),
    finish: (rotaTexts) => {
      const texts = new Map([...rotaTexts, ...held])
      const { people, teams, problems: rotaProblems } = rotaResult(plan, file, texts)
      if (rotaProblems.length > 0) throw new FileProblemsError(fileName, rotaProblems)
      return { ...plan, people, teams }
    },
  }
}

function planOf(file: PlanFile): Plan {
  const teams = file.teams.map(teamOf)
  const currentId = (teamId: string) => currentTeamId({ teams }, teamId)
  return {
    company: file.company,
    ...fiscalYearOf(file),
    costPerPersonDay: file.cost_per_person_day ?? null,
    minimumGroupPeople: file.minimum_group,
    machineAccounts: pairsOf(file.machine_accounts).map(([connectionName, account]) => ({
      connectionName,
      account,
    })),
    calendars: Object.entries(file.calendars).map(([calendarId, calendar]) =>
      calendarOf(calendarId, calendar, Object.keys(file.quarters)),
    ),
    teams,
    people: file.people.map((person) => personOf(person, currentId)),
    quarters: Object.entries(file.quarters).map(([quarter, content]) =>
      quarterOf(quarter, content, currentId),
    ),
    stakeholders: file.stakeholders.map((each) => stakeholderOf(each, currentId)),
    ...(file.quiet_hours !== undefined && { quietHours: file.quiet_hours }),
    ...(file.reply_to !== undefined && { replyTo: file.reply_to }),
    ...(file.review !== undefined && { review: file.review }),
  }
}

function fiscalYearOf(file: PlanFile): FiscalYear {
  const [rule = 'nearest', weekday = 'monday'] = file.fiscal_year_first_day?.split(' ') ?? []
  return {
    fiscalStartMonth: file.fiscal_year_starts,
    fiscalYearNamedAfter: file.fiscal_year_named_after,
    fiscalWeeks:
      file.fiscal_quarters === 'months'
        ? null
        : {
            firstWeekday: isoWeekdayOf(weekday),
            rule: rule === 'last' || rule === 'first' ? rule : 'nearest',
          },
  }
}

function pairsOf(lists: Readonly<Record<string, readonly string[]>>): [string, string][] {
  return Object.entries(lists).flatMap(([key, values]) =>
    values.map((value): [string, string] => [key, value]),
  )
}

function teamOf(team: PlanFile['teams'][number]): PlanTeam {
  return {
    teamId: team.id,
    name: team.name,
    calendarId: team.calendar,
    focusShare: team.focus ?? null,
    ...(team.formerly.length > 0 && { formerIds: team.formerly }),
    ...(team.reply_to !== undefined && { replyTo: team.reply_to }),
  }
}

function personOf(person: PlanFile['people'][number], currentId: (teamId: string) => string): PlanPerson {
  const memberships = person.teams.map(({ team, from, to, fraction }) => ({
    teamId: currentId(team),
    from,
    to: to === undefined ? null : addDays(to, 1),
    fractionShare: fraction,
  }))
  return {
    personId: person.email,
    name: person.name,
    email: person.email,
    accounts: pairsOf(person.accounts).map(([connectionName, accountId]) => ({ connectionName, accountId })),
    memberships,
    absences: person.absences.map(({ from, to, half }) => ({
      from,
      to: addDays(to, 1),
      ...(half && { partOfDay: 0.5 }),
    })),
    ...(person.on_call.length > 0 && {
      onCallTurns: person.on_call.flatMap(({ from, to: lastDay, share, team }) => {
        const dates = { from, to: addDays(lastDay, 1) }
        return team === undefined
          ? [{ ...dates, teamId: null, onCallShare: share }]
          : ownTurns({ memberships }, currentId(team), dates, share)
      }),
    }),
  }
}

function quarterOf(
  quarter: string,
  content: PlanFile['quarters'][string],
  currentId: (teamId: string) => string,
): PlanQuarter {
  return {
    quarter,
    planningStartsOn: content.planning_starts ?? null,
    teams: Object.entries(content.teams).map(([teamId, team]) => ({
      teamId: currentId(teamId),
      plannedHeadcount: team.headcount ?? null,
      onCallShare: team.on_call,
      shares: team.shares,
      commitments: team.commitments.map(commitmentOf),
    })),
  }
}

function commitmentOf(
  commitment: PlanFile['quarters'][string]['teams'][string]['commitments'][number],
): Commitment {
  const { name, category, person_days: plannedPersonDays, ticket, project, initiative } = commitment
  const target: Commitment['target'] =
    ticket !== undefined
      ? { kind: 'ticket', name: ticket }
      : project !== undefined
        ? { kind: 'project', name: project }
        : { kind: 'initiative', name: initiative ?? name }
  return { name, category, plannedPersonDays, target }
}

function stakeholderOf(
  { email, name, audience, scope, time_zone: timeZone, reply_to: replyTo }: PlanFile['stakeholders'][number],
  currentId: (teamId: string) => string,
): Stakeholder {
  const where: ReportScope =
    scope === 'company' ? { kind: 'company' } : { kind: 'team', teamId: currentId(scope) }
  return {
    ...{ stakeholderId: email, name, email, audience, scope: where },
    ...(timeZone !== undefined && { timeZone }),
    ...(replyTo !== undefined && { replyTo }),
  }
}
