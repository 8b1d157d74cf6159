import { addDays } from '../../domain/instant.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import { longQuarter } from '../../domain/report/words/dates.ts'
import { percent, plural } from '../../domain/report/words/figures.ts'
import { grouped } from '../../domain/text/numbers.ts'
import { counted } from '../counted.ts'

/** A part of a plan for people. Cells hold texts of the plan's author as they are. */
export interface PlanTable {
  readonly caption: string
  readonly heads: readonly string[]
  /** Those of the heads whose cells are figures. */
  readonly figures: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** A plan as tables: teams, the people of each, each quarter newest first, and who reads. */
export function planTables(plan: Plan): PlanTable[] {
  const nameOf = new Map(plan.teams.map(({ teamId, name }) => [teamId, name]))
  return [
    {
      caption: counted(plan.teams.length, 'team'),
      heads: ['Team', 'Id', 'Calendar', 'People'],
      figures: ['People'],
      rows: plan.teams.map(({ teamId, name, calendarId }) => [
        ...[name, teamId, calendarId],
        String(plan.people.filter((each) => each.memberships.some((one) => one.teamId === teamId)).length),
      ]),
    },
    {
      caption: `${grouped(plan.people.length)} ${plural(plan.people.length, 'person', 'people')}`,
      heads: ['Person', 'Team', 'From', 'To', 'Part'],
      figures: ['Part'],
      rows: plan.teams.flatMap(({ teamId, name: teamName }) =>
        plan.people.flatMap(({ name, memberships }) =>
          memberships
            .filter((each) => each.teamId === teamId)
            .map(({ from, to, fractionShare }) => [
              ...[name, teamName, from, to === null ? '' : addDays(to, -1)],
              percent(fractionShare),
            ]),
        ),
      ),
    },
    ...plan.quarters
      .toSorted((a, b) => (a.quarter < b.quarter ? 1 : -1))
      .flatMap((quarter) => quarterTables(quarter, nameOf)),
    {
      caption: counted(plan.stakeholders.length, 'reader'),
      heads: ['Reader', 'E-mail', 'Report', 'About'],
      figures: [],
      rows: plan.stakeholders.map(({ name, email, audience, scope }) => [
        ...[name, email, audience],
        scope.kind === 'company' ? 'the company' : (nameOf.get(scope.teamId) ?? scope.teamId),
      ]),
    },
  ]
}

function quarterTables(
  { quarter, teams }: Plan['quarters'][number],
  nameOf: ReadonlyMap<string, string>,
): PlanTable[] {
  const commitments = teams.flatMap((team) =>
    team.commitments.map(({ name, category, plannedPersonDays, target }) => [
      ...[name, nameOf.get(team.teamId) ?? team.teamId, category],
      ...[String(plannedPersonDays), `${target.kind} ${target.name}`],
    ]),
  )
  return [
    {
      caption: `Shares in ${longQuarter(quarter)}`,
      heads: ['Team', 'Roadmap', 'KTLO', 'Reliability', 'On-call'],
      figures: ['Roadmap', 'KTLO', 'Reliability', 'On-call'],
      rows: teams.map(({ teamId, shares, onCallShare }) => [
        nameOf.get(teamId) ?? teamId,
        ...[shares.roadmap, shares.ktlo, shares.reliability, onCallShare].map(percent),
      ]),
    },
    ...(commitments.length === 0
      ? []
      : [
          {
            caption: `Commitments in ${longQuarter(quarter)}`,
            heads: ['Commitment', 'Team', 'Category', 'Days', 'Found by'],
            figures: ['Days'],
            rows: commitments,
          },
        ]),
  ]
}
