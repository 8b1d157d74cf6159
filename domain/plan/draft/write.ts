import { categories } from '../../category.ts'
import type { LocalDate } from '../../instant.ts'
import type { QuarterId } from '../../quarter.ts'
import { nearestWhole, tenths } from '../../text/numbers.ts'
import { compareTexts } from '../../text/text-order.ts'
import { calendarLines, calendarOf, draftCalendars } from './calendars.ts'
import type { DraftCompany } from './company-name.ts'
import { type DraftMember, type DraftTeam, type DraftWork, type PlanDraft, slugOf } from './draft.ts'
import { notMeasuredInWords, type StartingShares } from './starting-shares.ts'

export interface DraftHeader {
  readonly company: DraftCompany
  /** An IANA name, such as Europe/Berlin, that somebody gave; null: each team's is that of most of its people. */
  readonly timeZone: string | null
  /** The zone of teams of which no tracker tells one. */
  readonly usualTimeZone: string
  /** Who gets every report until readers are chosen; null where nobody was named. */
  readonly reader: { readonly name: string; readonly email: string } | null
  /** From when on people are in their teams. */
  readonly from: LocalDate
  /** The quarters to plan, oldest first. */
  readonly quarters: readonly QuarterId[]
  /** Whether what is open and was measured becomes commitments; else it stands there as comments. */
  readonly commits: boolean
  /** A connection's name by its id. */
  readonly connectionNames: ReadonlyMap<string, string>
}

/** Whole days to begin with, of what was measured; null where hardly anything was. */
export function startingDays({ measuredMilliDays }: DraftWork): number | null {
  return measuredMilliDays === null || measuredMilliDays < 1000
    ? null
    : nearestWhole(measuredMilliDays / 1000)
}

/** Addresses that can't exist (RFC 2606) stand for those that a tracker hides, so that the draft can be used as it is. */
const unknownDomain = 'unknown.invalid'

/** A split between categories that is common, where nothing was measured: 60 / 25 / 15. */
const usualShares = { roadmap: 0.6, ktlo: 0.25, reliability: 0.15 } as const

/** The draft as a plan file (docs/plan.md) that can be imported as it is, with what to look at as comments. */
export function writeDraft(draft: PlanDraft, header: DraftHeader): string {
  const emails = emailsOf(draft)
  const calendars = draftCalendars(draft, header)
  return [
    '# A draft, made of what the trackers show. Correct it, then: plumbline plan import <this file>',
    '# docs/plan.md explains every line.',
    `company: ${quoted(header.company.name)}${companyComment(header.company)}`,
    'calendars:',
    ...calendars.flatMap(calendarLines),
    'teams:',
    ...draft.teams.map(
      (team) =>
        `  - { id: ${quoted(team.teamId)}, name: ${quoted(team.name)}, calendar: ${calendarOf(team, calendars)} }`,
    ),
    'people:',
    ...draft.teams.flatMap((team) =>
      team.members.flatMap((member) => personLines(member, team, emails.get(member) ?? '', header)),
    ),
    'quarters:',
    ...header.quarters.flatMap((quarter) => [
      `  ${quarter}:`,
      '    teams:',
      ...draft.teams.flatMap((team) => teamPlanLines(team, header, quarter)),
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
    ({ teamName, share }) => `${nearestWhole(share * 100)} % in ${commentText(teamName)}`,
  )
  return [
    `  - email: ${quoted(address)}${email === null ? '   # the tracker hides the address: write the real one' : ''}`,
    `    name: ${quoted(name)}`,
    ...(accounts.length === 0 ? [] : [`    accounts: { ${accounts.join(', ')} }`]),
    `    teams: [{ team: ${quoted(teamId)}, from: ${from} }]${beside.length === 0 ? '' : `   # also ${beside.join(', ')}`}`,
  ]
}

/** A team's plan of a quarter; what is open now is proposed for the last one alone. */
function teamPlanLines(
  { teamId, startingShares, openWork }: DraftTeam,
  { quarters, commits }: DraftHeader,
  quarter: QuarterId,
): string[] {
  const shares = startingShares?.kind === 'measured' ? startingShares.shares : usualShares
  const written = categories.map((category) => `${category}: ${shares[category]}`).join(', ')
  return [
    `      ${quoted(teamId)}:`,
    `        shares: { ${written} }   # ${originOf(startingShares)}: what do you mean to spend?`,
    ...(quarter === quarters.at(-1) ? openWorkLines(openWork, commits, quarters.at(-2) ?? quarter) : []),
  ]
}

function openWorkLines(openWork: readonly DraftWork[], commits: boolean, measuredIn: QuarterId): string[] {
  const committed = commits ? openWork.filter((each) => startingDays(each) !== null) : []
  const offered = openWork.filter((each) => !committed.includes(each))
  const line = (work: DraftWork): string => {
    const { name, ticketKey, measuredMilliDays, category } = work
    const target = ticketKey === null ? `project: ${quoted(name)}` : `ticket: ${quoted(ticketKey)}`
    const days = startingDays(work)
    // A plan that says nothing of it means the roadmap.
    const kind = category === null || category === 'roadmap' ? '' : `category: ${category}, `
    const origin = measuredMilliDays === null ? '' : `   # ${tenths(measuredMilliDays)} days in ${measuredIn}`
    return `  - { name: ${quoted(name)}, ${target}, ${kind}person_days: ${days ?? '…'} }${origin}`
  }
  return [
    ...(committed.length === 0
      ? []
      : ['        commitments:', ...committed.map((each) => `        ${line(each)}`)]),
    ...(offered.length === 0
      ? []
      : [
          '        # Open now; take the sign away and say how many person-days you mean to spend:',
          ...(committed.length === 0 ? ['        # commitments:'] : []),
          ...offered.map((each) => `        # ${line(each)}`),
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

function companyComment({ origin }: DraftCompany): string {
  switch (origin.kind) {
    case 'given':
      return ''
    case 'site':
      return `   # as ${commentText(origin.of)} calls it`
    case 'address':
      return `   # from the address of ${commentText(origin.of)}`
    case 'unknown':
      return '   # no tracker tells its name'
  }
}

/** A name inside a comment, which a line break would end. */
function commentText(text: string): string {
  return text.replaceAll(/\s+/g, ' ')
}
