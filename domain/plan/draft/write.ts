import { categories } from '../../category.ts'
import type { LocalDate } from '../../instant.ts'
import type { QuarterId } from '../../quarter.ts'
import { compareTexts } from '../../text-order.ts'
import { type DraftMember, type DraftTeam, type PlanDraft, slugOf } from './draft.ts'
import { notMeasuredInWords, type StartingShares } from './starting-shares.ts'

export interface DraftHeader {
  readonly company: string
  /** An IANA name, such as Europe/Berlin. */
  readonly timeZone: string
  /** Who gets every report until readers are chosen; null where nobody was named. */
  readonly reader: { readonly name: string; readonly email: string } | null
  /** From when on people are in their teams. */
  readonly from: LocalDate
  /** The quarters to plan, oldest first. */
  readonly quarters: readonly QuarterId[]
  /** A connection's name by its id. */
  readonly connectionNames: ReadonlyMap<string, string>
}

/** Addresses that can't exist (RFC 2606) stand for those that a tracker hides, so that the draft can be used as it is. */
const unknownDomain = 'unknown.invalid'

/** A split between categories that is common, where nothing was measured: 60 / 25 / 15. */
const usualShares = { roadmap: 0.6, ktlo: 0.25, reliability: 0.15 } as const

/** The draft as a plan file (docs/plan.md) that can be imported as it is, with what to look at as comments. */
export function writeDraft(draft: PlanDraft, header: DraftHeader): string {
  const emails = emailsOf(draft)
  return [
    '# A draft, made of what the trackers show. Correct it, then: plumbline plan import <this file>',
    '# docs/plan.md explains every line.',
    `company: ${quoted(header.company)}`,
    'calendars:',
    '  office:',
    `    time_zone: ${quoted(header.timeZone)}`,
    '    workday: "09:00-17:00"',
    '    # region: DE-BE              # its public holidays: a country, or country and state',
    '    # holidays: [2026-12-24]     # your own days off, beside them',
    'teams:',
    ...draft.teams.map(
      ({ teamId, name }) => `  - { id: ${quoted(teamId)}, name: ${quoted(name)}, calendar: office }`,
    ),
    'people:',
    ...draft.teams.flatMap((team) =>
      team.members.flatMap((member) => personLines(member, team, emails.get(member) ?? '', header)),
    ),
    'quarters:',
    ...header.quarters.flatMap((quarter) => [
      `  ${quarter}:`,
      '    teams:',
      ...draft.teams.flatMap((team) => teamPlanLines(team, quarter === header.quarters.at(-1))),
    ]),
    'stakeholders:',
    ...readerLines(header.reader),
    '',
  ].join('\n')
}

function personLines(
  { name, email, listedAccounts, alsoIn }: DraftMember,
  { teamId }: DraftTeam,
  address: string,
  { from, connectionNames }: DraftHeader,
): string[] {
  const byConnection = Map.groupBy(
    listedAccounts,
    ({ connectionId }) => connectionNames.get(connectionId) ?? connectionId,
  )
  const accounts = [...byConnection]
    .toSorted(([a], [b]) => compareTexts(a, b))
    .map(
      ([connection, of]) => `${quoted(connection)}: [${of.map((each) => quoted(each.accountId)).join(', ')}]`,
    )
  const beside = alsoIn.map(
    ({ teamName, share }) => `${Math.round(share * 100)} % in ${commentText(teamName)}`,
  )
  return [
    `  - email: ${quoted(address)}${email === null ? '   # the tracker hides the address: write the real one' : ''}`,
    `    name: ${quoted(name)}`,
    ...(accounts.length === 0 ? [] : [`    accounts: { ${accounts.join(', ')} }`]),
    `    teams: [{ team: ${quoted(teamId)}, from: ${from} }]${beside.length === 0 ? '' : `   # also ${beside.join(', ')}`}`,
  ]
}

/** A team's plan of a quarter; what is open now is proposed for the last one alone. */
function teamPlanLines({ teamId, startingShares, openWork }: DraftTeam, isLast: boolean): string[] {
  const shares = startingShares?.kind === 'measured' ? startingShares.shares : usualShares
  const written = categories.map((category) => `${category}: ${shares[category]}`).join(', ')
  return [
    `      ${quoted(teamId)}:`,
    `        shares: { ${written} }   # ${originOf(startingShares)}: what do you mean to spend?`,
    ...(openWork.length === 0 || !isLast
      ? []
      : [
          '        # Open now; take the sign away and say how many person-days you mean to spend:',
          '        # commitments:',
          ...openWork.map(
            ({ name, ticketKey }) =>
              `        #   - { name: ${quoted(name)}, ${ticketKey === null ? `project: ${quoted(name)}` : `ticket: ${quoted(ticketKey)}`}, person_days: 20 }`,
          ),
        ]),
  ]
}

function originOf(shares: StartingShares | null): string {
  if (shares === null) return 'a guess'
  return shares.kind === 'measured'
    ? `as measured in ${shares.quarter}`
    : `a guess (${notMeasuredInWords(shares)})`
}

function readerLines(reader: DraftHeader['reader']): string[] {
  const { name, email } = reader ?? { name: 'Reader', email: `reader@${unknownDomain}` }
  const comment = reader === null ? '   # who reads the reports?' : ''
  return ['executive', 'engineering', 'product'].map(
    (audience) =>
      `  - { email: ${quoted(email)}, name: ${quoted(name)}, audience: ${audience}, scope: company }${comment}`,
  )
}

/** Everybody's address; those that are hidden are made of the name, each a different one. */
function emailsOf({ teams }: PlanDraft): Map<DraftMember, string> {
  const taken = new Map<string, number>()
  const emails = new Map<DraftMember, string>()
  for (const member of teams.flatMap(({ members }) => members)) {
    if (member.email !== null) {
      emails.set(member, member.email)
      continue
    }
    const local = slugOf(member.name).replaceAll('-', '.') || 'person'
    const count = (taken.get(local) ?? 0) + 1
    taken.set(local, count)
    emails.set(member, `${local}${count === 1 ? '' : `.${count}`}@${unknownDomain}`)
  }
  return emails
}

/** JSON's strings are YAML's double-quoted ones: whatever a name holds, it is read as that name. */
function quoted(text: string): string {
  return JSON.stringify(text)
}

/** A name inside a comment, which a line break would end. */
function commentText(text: string): string {
  return text.replaceAll(/\s+/g, ' ')
}
