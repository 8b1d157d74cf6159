import type { FileProblem, YamlFile, YamlPath } from '../yaml-file.ts'
import type { PlanFile } from './plan-file-schema.ts'

/** Finds problems that the schema can't: unknown names, duplicates, ranges that end before they start or overlap. */
export function planProblems(file: YamlFile<PlanFile>): FileProblem[] {
  const problems: FileProblem[] = []
  const report = (path: YamlPath, message: string): void => {
    problems.push(file.problemAt(path, message))
  }
  const { content } = file
  const teamIds = new Set(content.teams.map((team) => team.id))
  checkTeams(content, report)
  for (const [index, person] of content.people.entries()) {
    checkPerson(person, ['people', index], teamIds, report)
  }
  reportRepeats(
    content.people.map((person) => person.email),
    (index, email) => report(['people', index, 'email'], `${email} is listed twice`),
  )
  for (const [quarter, { teams }] of Object.entries(content.quarters)) {
    for (const teamId of Object.keys(teams)) {
      if (!teamIds.has(teamId))
        report(['quarters', quarter, 'teams', teamId], `there is no team "${teamId}" in teams`)
    }
  }
  for (const [index, { scope }] of content.stakeholders.entries()) {
    if (scope !== 'company' && !teamIds.has(scope)) {
      report(['stakeholders', index, 'scope'], `must be company or a team's id; there is no team "${scope}"`)
    }
  }
  reportRepeats(
    content.stakeholders.map(({ email, audience, scope }) => `${email} as ${audience} reader of ${scope}`),
    (index, text) => report(['stakeholders', index], `${text} is listed twice`),
  )
  return problems
}

type Report = (path: YamlPath, message: string) => void

function checkTeams(content: PlanFile, report: Report): void {
  for (const [index, team] of content.teams.entries()) {
    if (team.id === 'company') report(['teams', index, 'id'], '"company" means all teams and can\'t name one')
    if (content.calendars[team.calendar] === undefined) {
      report(['teams', index, 'calendar'], `there is no calendar "${team.calendar}" in calendars`)
    }
  }
  reportRepeats(
    content.teams.map((team) => team.id),
    (index, teamId) => report(['teams', index, 'id'], `${teamId} is listed twice`),
  )
}

function checkPerson(
  person: PlanFile['people'][number],
  path: YamlPath,
  teamIds: ReadonlySet<string>,
  report: Report,
): void {
  for (const [index, { team, from, to }] of person.teams.entries()) {
    if (!teamIds.has(team)) report([...path, 'teams', index, 'team'], `there is no team "${team}" in teams`)
    if (to !== undefined && to < from)
      report([...path, 'teams', index, 'to'], `ends before it starts on ${from}`)
    const overlaps = person.teams.findIndex(
      (other, at) => at < index && from <= (other.to ?? '9999-12-31') && other.from <= (to ?? '9999-12-31'),
    )
    if (overlaps >= 0) {
      report(
        [...path, 'teams', index],
        `overlaps with team ${overlaps + 1}: a person is in one team at a time`,
      )
    }
  }
  for (const [index, { from, to }] of person.absences.entries()) {
    if (to < from) report([...path, 'absences', index, 'to'], `ends before it starts on ${from}`)
  }
}

function reportRepeats(values: readonly string[], report: (index: number, value: string) => void): void {
  const seen = new Set<string>()
  for (const [index, value] of values.entries()) {
    if (seen.has(value)) report(index, value)
    seen.add(value)
  }
}
