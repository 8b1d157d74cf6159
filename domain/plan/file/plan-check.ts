import { comparable } from '../../text/comparable.ts'
import { emailKey } from '../../text/email.ts'
import type { FileProblem, YamlFile, YamlPath } from '../../yaml/yaml-file.ts'
import { personProblems } from './person-check.ts'
import type { PlanFile } from './plan-file-schema.ts'

/** Reports a problem of what stands at a path. */
type Report = (path: YamlPath, message: string) => void

/** Finds problems that the schema can't: unknown names, duplicates, ranges that end before they start or overlap. */
export function planProblems(file: YamlFile<PlanFile>): FileProblem[] {
  const problems: FileProblem[] = []
  const report: Report = (path, message) => {
    problems.push(file.problemAt(path, message))
  }
  const { content } = file
  const teamIds = new Set(content.teams.flatMap(({ id, formerly }) => [id, ...formerly]))
  checkTeams(content, report)
  for (const [index, person] of content.people.entries()) {
    personProblems(person, ['people', index], teamIds, report)
  }
  reportRepeats(
    content.people.map((person) => emailKey(person.email)),
    (index) => report(['people', index, 'email'], `${content.people[index]?.email} is listed twice`),
  )
  checkAccounts(content, report)
  checkQuarters(content, teamIds, report)
  for (const [index, { scope }] of content.stakeholders.entries()) {
    if (scope !== 'company' && !teamIds.has(scope)) {
      report(['stakeholders', index, 'scope'], `must be company or a team's id; there is no team "${scope}"`)
    }
  }
  reportRepeats(
    content.stakeholders.map(({ email, audience, scope }) => `${emailKey(email)} ${audience} ${scope}`),
    (index) => {
      const { email = '', audience = '', scope = '' } = content.stakeholders[index] ?? {}
      report(['stakeholders', index], `${email} as ${audience} reader of ${scope} is listed twice`)
    },
  )
  checkReadersZones(content, report)
  return problems
}

/** A reader's clock shows one time. */
function checkReadersZones({ stakeholders }: PlanFile, report: Report): void {
  const zoneOf = new Map<string, string>()
  for (const [index, { email, time_zone: zone }] of stakeholders.entries()) {
    if (zone === undefined) continue
    const other = zoneOf.get(email) ?? zone
    if (other !== zone)
      report(['stakeholders', index, 'time_zone'], `${email} is in ${other} by an earlier line`)
    zoneOf.set(email, other)
  }
}

function checkTeams({ teams, calendars }: PlanFile, report: Report): void {
  for (const [index, team] of teams.entries()) {
    if (team.id === 'company') report(['teams', index, 'id'], '"company" means all teams and can\'t name one')
    if (calendars[team.calendar] === undefined) {
      report(['teams', index, 'calendar'], `there is no calendar "${team.calendar}" in calendars`)
    }
  }
  reportRepeats(
    teams.map((team) => team.id),
    (index, teamId) => report(['teams', index, 'id'], `${teamId} is listed twice`),
  )
  const ids = new Set(teams.map(({ id }) => id))
  const formerIds = new Set<string>()
  for (const [index, { formerly }] of teams.entries()) {
    for (const formerId of formerly) {
      if (ids.has(formerId))
        report(
          ['teams', index, 'formerly'],
          `there is a team ${formerId}: an id that is in use is nobody's former one`,
        )
      if (formerIds.has(formerId))
        report(['teams', index, 'formerly'], `${formerId} is another team's former id`)
      formerIds.add(formerId)
    }
  }
}

/** One account of a tracker can't be two people, nor a person and a machine; connections' names are compared as words. */
function checkAccounts({ people, machine_accounts: machines }: PlanFile, report: Report): void {
  const keyOf = (connection: string, account: string) => `${comparable(connection)}\n${account}`
  const ownerOf = new Map<string, string>()
  for (const [connection, accounts] of Object.entries(machines)) {
    for (const account of accounts) ownerOf.set(keyOf(connection, account), 'machine_accounts')
  }
  for (const [index, { email, accounts }] of people.entries()) {
    for (const [connection, ids] of Object.entries(accounts)) {
      for (const accountId of ids) {
        const owner = ownerOf.get(keyOf(connection, accountId))
        if (owner !== undefined)
          report(['people', index, 'accounts', connection], `${accountId} is listed for ${owner} too`)
        ownerOf.set(keyOf(connection, accountId), email)
      }
    }
  }
}

function checkQuarters({ quarters, teams }: PlanFile, teamIds: ReadonlySet<string>, report: Report): void {
  const currentIdOf = new Map(teams.flatMap(({ id, formerly }) => formerly.map((formerId) => [formerId, id])))
  for (const [quarter, content] of Object.entries(quarters)) {
    for (const teamId of Object.keys(content.teams)) {
      const path = ['quarters', quarter, 'teams', teamId]
      const currentId = currentIdOf.get(teamId)
      if (!teamIds.has(teamId)) report(path, `there is no team "${teamId}" in teams`)
      if (currentId !== undefined && content.teams[currentId] !== undefined)
        report(path, `is the former id of ${currentId}, which has a plan of its own in this quarter`)
    }
  }
}

function reportRepeats(values: readonly string[], report: (index: number, value: string) => void): void {
  const seen = new Set<string>()
  for (const [index, value] of values.entries()) {
    if (seen.has(value)) report(index, value)
    seen.add(value)
  }
}
