import { addDays, type DateRange, type LocalDate } from '../../instant.ts'
import { datesOfQuarter } from '../../quarter.ts'
import { comparable } from '../../text/comparable.ts'
import { emailKey } from '../../text/email.ts'
import type { FileProblem, YamlFile } from '../../yaml/yaml-file.ts'
import { type RotaTurn, rotaTurnsOf } from '../on-call-rota.ts'
import { type OnCallTurn, ownTurns } from '../own-turns.ts'
import type { Plan, PlanPerson, PlanTeam } from '../plan.ts'
import { RotaFormatError } from '../rota/format-error.ts'
import type { PlanFile } from './plan-file-schema.ts'

type TurnOfNobody = NonNullable<PlanTeam['turnsOfNobody']>[number]

interface RotaResult {
  readonly people: readonly PlanPerson[]
  readonly teams: readonly PlanTeam[]
  readonly problems: readonly FileProblem[]
}

/** The plan's people and teams with the turns of the teams' rota files, and what is wrong with these files. */
export function rotaResult(
  plan: Plan,
  file: YamlFile<PlanFile>,
  rotaTexts: ReadonlyMap<string, string>,
): RotaResult {
  const problems: FileProblem[] = []
  const turnsOf = new Map<string, OnCallTurn[]>()
  const turnsOfNobody = new Map<string, TurnOfNobody[]>()
  for (const [index, { id, on_call_rota: rota }] of file.content.teams.entries()) {
    if (rota === undefined) continue
    const report = (message: string): void => {
      problems.push(file.problemAt(['teams', index, 'on_call_rota', 'file'], message))
    }
    const text = rotaTexts.get(rota.file)
    const found =
      text === undefined
        ? 'cannot be read from here: put its text into rota_files'
        : turnsOfTeam(plan, id, text)
    if (typeof found === 'string') {
      report(found)
      continue
    }
    const nameless = found.filter(({ people }) => people.length === 0)
    if (found.length > 0 && nameless.length === found.length)
      report(`names nobody of people; its first turn is "${nameless[0]?.turn.title}"`)
    if (nameless.length > 0) turnsOfNobody.set(id, byTitle(nameless.map(({ turn }) => turn)))
    for (const { turn, people } of found) {
      for (const person of people) {
        const known = turnsOf.get(person.personId) ?? []
        const own = rangesOf(turn.dates).flatMap((range) => ownTurns(person, id, range, rota.share))
        turnsOf.set(person.personId, [...known, ...own])
      }
    }
  }
  const people = plan.people.map((person) => {
    const turns = turnsOf.get(person.personId)
    return turns === undefined
      ? person
      : { ...person, onCallTurns: [...(person.onCallTurns ?? []), ...turns] }
  })
  const teams = plan.teams.map((team) => {
    const turns = turnsOfNobody.get(team.teamId)
    return turns === undefined ? team : { ...team, turnsOfNobody: turns }
  })
  return { people, teams, problems }
}

/** In the order of their first days. */
function byTitle(turns: readonly RotaTurn[]): TurnOfNobody[] {
  const titles = new Map<string, LocalDate[]>()
  for (const { title, dates } of turns) {
    titles.set(title, [...(titles.get(title) ?? []), ...dates.slice(0, 1)].sort())
  }
  return [...titles]
    .map(([title, firsts]) => ({ title, from: firsts[0] ?? '', turns: firsts.length }))
    .sort((a, b) => (a.from < b.from ? -1 : 1))
}

/** The team's turns in the plan's quarters with the people that each names; or why its text can't be used. */
function turnsOfTeam(
  plan: Plan,
  teamId: string,
  text: string,
): { readonly turn: RotaTurn; readonly people: readonly PlanPerson[] }[] | string {
  const team = plan.teams.find((each) => each.teamId === teamId)
  const calendar = plan.calendars.find(({ calendarId }) => calendarId === team?.calendarId)
  const dates = datesOfPlan(plan)
  if (calendar === undefined || dates === null) return []
  try {
    return rotaTurnsOf(text, dates, calendar)
      .filter((turn) => turn.dates.length > 0)
      .map((turn) => ({ turn, people: peopleOf(turn, plan.people) }))
  } catch (error) {
    if (!(error instanceof RotaFormatError)) throw error
    return error.message
  }
}

/** Those whom a turn invites; else those whose address or name its title holds. */
function peopleOf({ title, emailKeys }: RotaTurn, people: readonly PlanPerson[]): readonly PlanPerson[] {
  const invited = people.filter(({ email }) => emailKeys.includes(emailKey(email)))
  return invited.length > 0 ? invited : peopleNamedIn(title, people)
}

/** As whole words: "Ann Lee" isn't named by "Joann Leeson", nor by "Ann Lee-Moor" where there is an Ann Lee-Moor. */
function peopleNamedIn(title: string, people: readonly PlanPerson[]): PlanPerson[] {
  const callings = people
    .flatMap((person) =>
      [person.email, person.name].map((calling) => ({ person, words: comparable(calling) })),
    )
    .sort((a, b) => b.words.length - a.words.length)
  let rest = comparable(title)
  const named = new Set<PlanPerson>()
  for (const { person, words } of callings) {
    const parts = rest.split(wholeWords(words))
    if (parts.length === 1) continue
    named.add(person)
    rest = parts.join('|')
  }
  return people.filter((person) => named.has(person))
}

/** Scripts that part words by blanks; a letter or digit of theirs beside a name makes it part of another word. */
const wordSign = '\\p{Script=Latin}\\p{Script=Greek}\\p{Script=Cyrillic}\\p{N}'

function wholeWords(words: string): RegExp {
  const escaped = words.replace(/[[\](){}|*+?^$.\\/]/g, '\\$&')
  const before = words.includes('@') ? `${wordSign}._+\\-` : wordSign
  return new RegExp(`(?<![${before}])${escaped}(?![${wordSign}])`, 'u')
}

function datesOfPlan(plan: Plan): DateRange | null {
  const ranges = plan.quarters.map(({ quarter }) => datesOfQuarter(quarter, plan))
  const from = ranges.map((range) => range.from).sort()[0]
  const to = ranges
    .map((range) => range.to)
    .sort()
    .at(-1)
  return from === undefined || to === undefined ? null : { from, to }
}

function rangesOf(dates: readonly LocalDate[]): { from: LocalDate; to: LocalDate }[] {
  const ranges: { from: LocalDate; to: LocalDate }[] = []
  for (const date of dates) {
    const last = ranges.at(-1)
    if (last?.to === date) last.to = addDays(date, 1)
    else ranges.push({ from: date, to: addDays(date, 1) })
  }
  return ranges
}
