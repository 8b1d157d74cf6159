import { addDays } from '../instant.ts'
import { FileProblemsError, parseYamlFile } from '../yaml-file.ts'
import type { Commitment, Plan, PlanPerson, PlanQuarter, ReportScope, Stakeholder } from './plan.ts'
import { planProblems } from './plan-check.ts'
import { type PlanFile, planFileSchema } from './plan-file-schema.ts'

/**
 * Reads a plan file (YAML; format: docs/plan.md).
 * @throws FileProblemsError with line, column and reason of each problem; nothing is half-read
 */
export function parsePlanFile(text: string, fileName = 'plan.yaml'): Plan {
  const file = parseYamlFile(text, planFileSchema, fileName)
  const problems = planProblems(file)
  if (problems.length > 0) throw new FileProblemsError(fileName, problems)
  return planOf(file.content)
}

function planOf(file: PlanFile): Plan {
  return {
    company: file.company,
    fiscalStartMonth: file.fiscal_year_starts,
    costPerPersonDay: file.cost_per_person_day ?? null,
    minimumGroupPeople: file.minimum_group,
    calendars: Object.entries(file.calendars).map(([calendarId, calendar]) => ({
      calendarId,
      timeZone: calendar.time_zone,
      weekend: calendar.weekend,
      holidays: calendar.holidays,
      workdayStartMinute: calendar.workday.startMinute,
      workdayEndMinute: calendar.workday.endMinute,
    })),
    teams: file.teams.map((team) => ({
      teamId: team.id,
      name: team.name,
      calendarId: team.calendar,
      focusShare: team.focus ?? null,
    })),
    people: file.people.map(personOf),
    quarters: Object.entries(file.quarters).map(([quarter, content]) => quarterOf(quarter, content)),
    stakeholders: file.stakeholders.map(stakeholderOf),
  }
}

function personOf(person: PlanFile['people'][number]): PlanPerson {
  return {
    personId: person.email,
    name: person.name,
    email: person.email,
    accounts: Object.entries(person.accounts).map(([connectionName, accountId]) => ({
      connectionName,
      accountId,
    })),
    memberships: person.teams.map(({ team, from, to, fraction }) => ({
      teamId: team,
      from,
      to: to === undefined ? null : addDays(to, 1),
      fractionShare: fraction,
    })),
    absences: person.absences.map(({ from, to }) => ({ from, to: addDays(to, 1) })),
  }
}

function quarterOf(quarter: string, content: PlanFile['quarters'][string]): PlanQuarter {
  return {
    quarter,
    planningStartsOn: content.planning_starts ?? null,
    teams: Object.entries(content.teams).map(([teamId, team]) => ({
      teamId,
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

function stakeholderOf({ email, name, audience, scope }: PlanFile['stakeholders'][number]): Stakeholder {
  const where: ReportScope = scope === 'company' ? { kind: 'company' } : { kind: 'team', teamId: scope }
  return { stakeholderId: email, name, email, audience, scope: where }
}
