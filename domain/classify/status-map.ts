import { comparable } from '../text/comparable.ts'
import type { Status, StatusCategory, Ticket, TrackerKind } from '../ticket.ts'
import { type Outcome, outcomeOf } from './outcome.ts'
import type { StatusMapping, StatusMeaning, StatusRules } from './status-rules.ts'
import { meaningOfName } from './status-words.ts'

/** What of a ticket decides what its statuses mean and how it ended. */
export type StatusSubject = Pick<
  Ticket,
  | 'connectionId'
  | 'statusId'
  | 'statusName'
  | 'statusCategory'
  | 'resolutionId'
  | 'resolutionName'
  | 'projectId'
  | 'projectKey'
  | 'projectName'
  | 'teamId'
  | 'teamKey'
  | 'teamName'
  | 'teamsAbove'
  | 'removal'
>

/**
 * Why a status means what it does: a line of the rule file, its name (in a list of names, or a common one), the tracker's category,
 * or that of another status of its name.
 */
export type StatusReason = 'mapping' | 'name' | 'tracker' | 'namesake' | 'nothing known'

/** What a status means, and why. */
export interface StatusReading {
  /** Null where nothing is known of it. */
  readonly means: StatusMeaning | null
  readonly why: StatusReason
}

/** What statuses mean and how tickets ended, by an admin's rules and the tracker's categories. */
export interface StatusMap {
  /** Null where nothing is known of the status. */
  readonly meaningOf: (ticket: StatusSubject, statusId: string | null) => StatusMeaning | null
  /** The same with its reason, of a status as it is listed. */
  readonly readingOf: (ticket: StatusSubject, status: Status) => StatusReading
  /** By the ticket's present status and resolution; null while it is open. */
  readonly outcomeOf: (ticket: StatusSubject) => Outcome | null
}

/**
 * Finds what a status means. The first that speaks decides: the admin's mapping, by id or name > the tracker's category >
 * for a status that no list has any more, another one of the same name on that connection > a common name.
 * By category, names only tell what waits from what is in progress, and what was dropped from what is done.
 *
 * @param statuses all that were ever seen: they are never erased, so a status deleted with its project keeps its meaning
 */
export function statusMapOf(
  { mappings, waitingNames, droppedResolutions }: StatusRules,
  statuses: readonly Status[],
  trackerOf: (connectionId: string) => TrackerKind,
): StatusMap {
  const waiting = new Set(waitingNames)
  const dropped = new Set(droppedResolutions)
  const byId = byConnection(statuses)
  const categoryOfName = categoriesByName(statuses)

  const unmapped = ({ connectionId, name, category }: Status): StatusReading => {
    const word = comparable(name)
    const known = category === 'unknown' ? categoryOfName(connectionId, word) : category
    const why = category === 'unknown' ? 'namesake' : 'tracker'
    switch (known) {
      case 'in_progress':
        return waiting.has(word) ? { means: 'waiting', why: 'name' } : { means: 'in_progress', why }
      case 'done':
        return dropped.has(word) ? { means: 'dropped', why: 'name' } : { means: 'done', why }
      case 'canceled':
        return { means: 'dropped', why }
      case 'unstarted':
        return { means: 'unstarted', why }
      case 'unknown': {
        const means = meaningOfName(name)
        return { means, why: means === null ? 'nothing known' : 'name' }
      }
    }
  }
  const readingOf = (ticket: StatusSubject, status: Status): StatusReading => {
    const mapping = mappings.find((each) => fits(each, status, ticket, trackerOf(ticket.connectionId)))
    return mapping === undefined ? unmapped(status) : { means: mapping.means, why: 'mapping' }
  }
  const resolve = (ticket: StatusSubject, status: Status) => readingOf(ticket, status).means
  const isByPlace = mappings.some(({ project, team }) => project !== undefined || team !== undefined)
  // Asked several times an event: nothing is joined or compared anew for a status that was asked for before.
  const found = new Map<Status, Map<string, StatusMeaning | null>>()
  const placeOf = placeReader()
  const meaningOf = (ticket: StatusSubject, statusId: string | null): StatusMeaning | null => {
    if (statusId === null) return null
    const listed = byId.get(ticket.connectionId)?.get(statusId)
    const status = statusOf(ticket, statusId, listed)
    if (status !== listed) return status === null ? null : resolve(ticket, status)
    const place = isByPlace ? placeOf(ticket) : ''
    const known = found.get(status)?.get(place)
    if (known !== undefined) return known
    const meaning = resolve(ticket, status)
    const ofStatus = found.get(status) ?? new Map<string, StatusMeaning | null>()
    found.set(status, ofStatus.set(place, meaning))
    return meaning
  }
  return {
    meaningOf,
    readingOf,
    outcomeOf: (ticket) => outcomeOf(ticket, meaningOf(ticket, ticket.statusId), dropped),
  }
}

/**
 * All that mappings may call the place of a ticket. Not by the place's id: tickets that were read before it was renamed or moved
 * still have its old names, and whichever is asked for first must not decide for all.
 */
function placeReader(): (ticket: StatusSubject) => string {
  const known = new WeakMap<StatusSubject, string>()
  return (ticket) => {
    const before = known.get(ticket)
    if (before !== undefined) return before
    const { projectKey, projectName, projectId, teamKey, teamName, teamId, teamsAbove } = ticket
    const place = JSON.stringify([projectKey, projectName, projectId, teamKey, teamName, teamId, teamsAbove])
    known.set(ticket, place)
    return place
  }
}

/** The status as listed, or as its ticket names it: the present one. */
function statusOf(ticket: StatusSubject, statusId: string, listed: Status | undefined): Status | null {
  if (listed !== undefined && (listed.category !== 'unknown' || statusId !== ticket.statusId)) return listed
  if (statusId !== ticket.statusId) return null
  const { connectionId, statusName, statusCategory } = ticket
  return { connectionId, statusId, name: statusName, category: statusCategory }
}

function fits(mapping: StatusMapping, status: Status, ticket: StatusSubject, tracker: TrackerKind): boolean {
  const { statuses, project, team } = mapping
  return (
    (statuses.includes(status.statusId) || statuses.includes(comparable(status.name))) &&
    (mapping.tracker === undefined || mapping.tracker === tracker) &&
    isOneOf(project, [ticket.projectKey, ticket.projectName, ticket.projectId]) &&
    isOneOf(team, [ticket.teamKey, ticket.teamName, ticket.teamId, ...ticket.teamsAbove])
  )
}

function isOneOf(wanted: readonly string[] | undefined, own: readonly (string | null)[]): boolean {
  return wanted === undefined || own.some((value) => value !== null && wanted.includes(comparable(value)))
}

/** The category that all statuses of a name share on a connection; `unknown` where none is known or they differ. */
function categoriesByName(
  statuses: readonly Status[],
): (connectionId: string, word: string) => StatusCategory {
  const byName = new Map<string, StatusCategory>()
  for (const { connectionId, name, category } of statuses) {
    if (category === 'unknown') continue
    const key = `${connectionId}\u0000${comparable(name)}`
    const before = byName.get(key)
    byName.set(key, before === undefined || before === category ? category : 'unknown')
  }
  return (connectionId, word) => byName.get(`${connectionId}\u0000${word}`) ?? 'unknown'
}

function byConnection(statuses: readonly Status[]): Map<string, Map<string, Status>> {
  const found = new Map<string, Map<string, Status>>()
  for (const status of statuses) {
    const ofConnection = found.get(status.connectionId) ?? new Map<string, Status>()
    found.set(status.connectionId, ofConnection.set(status.statusId, status))
  }
  return found
}
