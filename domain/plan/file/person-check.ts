import { sumOf, writtenSumOf } from '../../calculation/sum.ts'
import type { YamlPath } from '../../yaml/yaml-file.ts'
import type { PlanFile } from './plan-file-schema.ts'

type PersonInFile = PlanFile['people'][number]
type Report = (path: YamlPath, message: string) => void

const never = '9999-12-31'

/** Reports what is wrong with a person's teams, absences and on-call turns. */
export function personProblems(
  person: PersonInFile,
  path: YamlPath,
  teamIds: ReadonlySet<string>,
  report: Report,
): void {
  for (const [index, { team, from, to }] of person.teams.entries()) {
    if (!teamIds.has(team)) report([...path, 'teams', index, 'team'], `there is no team "${team}" in teams`)
    if (to !== undefined && to < from)
      report([...path, 'teams', index, 'to'], `ends before it starts on ${from}`)
  }
  reportOverlaps(person.teams, [...path, 'teams'], report)
  for (const [index, { from, to }] of person.absences.entries()) {
    if (to < from) report([...path, 'absences', index, 'to'], `ends before it starts on ${from}`)
  }
  for (const [index, { from, to, team }] of person.on_call.entries()) {
    if (to < from) report([...path, 'on_call', index, 'to'], `ends before it starts on ${from}`)
    if (team !== undefined && !teamIds.has(team))
      report([...path, 'on_call', index, 'team'], `there is no team "${team}" in teams`)
  }
}

/** A person may be in several teams at once, with fractions that make one person at most. */
function reportOverlaps(teams: PersonInFile['teams'], path: YamlPath, report: Report): void {
  for (const [index, { team, from, to = never }] of teams.entries()) {
    const before = teams.slice(0, index).filter((other) => other.from <= to && from <= (other.to ?? never))
    const again = before.findIndex((other) => other.team === team)
    if (again >= 0) {
      report([...path, index], `overlaps with another time in ${team}: write one, with its fraction`)
      continue
    }
    // The sum can only be largest on a day on which one of them starts.
    const starts = [from, ...before.map((other) => other.from)].filter((date) => from <= date && date <= to)
    for (const date of starts) {
      const together = [...before, teams[index]].filter(
        (other) => other !== undefined && other.from <= date && date <= (other.to ?? never),
      )
      const fractions = together.map((other) => other?.fraction ?? 0)
      if (sumOf(fractions) <= 1 + 1e-9) continue
      const words = `overlaps with ${before.map((other) => other.team).join(', ')}`
      report(
        [...path, index],
        `${words}: fractions sum to ${writtenSumOf(fractions)} on ${date}, and must sum to 1 at most`,
      )
      break
    }
  }
}
