import { dayMs, type Instant } from '../../domain/instant.ts'
import type {
  Company,
  CompanyInitiative,
  CompanyProject,
  CompanyTicket,
} from '../../fakes/company/records.ts'
import type { TrueShares } from './records/truth.ts'
import { instantAt, officeCalendars } from './story/calendar.ts'
import { demoNowAt } from './story/now.ts'
import { Random } from './story/random.ts'
import { type RosterPerson, rosterOf } from './story/roster.ts'
import { teamStories } from './story/story.ts'
import { habitsOn, type TrackerHabits } from './story/tracker-habits.ts'
import { undertakings } from './story/undertakings.ts'
import type { Draft } from './work/draft.ts'
import { oddenTitles } from './work/odd-tickets.ts'
import { firstDate, simulate } from './work/simulation.ts'
import { sprintsOf } from './work/sprints.ts'
import { projectIdOf } from './work/ticket-writer.ts'

interface CompanyOptions {
  /** Another seed gives another company with the same story. */
  readonly seed?: string
  /** The company's "now"; nothing is recorded after it. */
  readonly asOfAt?: Instant
}

/** A company as its trackers record it, and what no tracker records: memberships and where time was really spent. */
interface SimulatedCompany {
  readonly company: Company
  readonly roster: readonly RosterPerson[]
  readonly truth: readonly TrueShares[]
}

const lastAsOfAt = Date.parse('2026-07-01T00:00:00Z')
const firstAsOfAt = Date.parse('2025-10-01T00:00:00Z')

/**
 * Generates the company: the same seed and `asOfAt` give the same bytes.
 * @throws RangeError when `asOfAt` lies outside October 2025 to June 2026, where the story ends
 */
export function simulateCompany({
  seed = 'lumen works',
  asOfAt = demoNowAt,
}: CompanyOptions = {}): SimulatedCompany {
  if (asOfAt < firstAsOfAt || asOfAt > lastAsOfAt) {
    throw new RangeError('the story runs from 2025-10-01 to 2026-07-01: choose an asOfAt in it')
  }
  const today = new Date(asOfAt).toISOString().slice(0, 10)
  const roster = rosterOf(seed, today)
  const { drafts, truth } = simulate(seed, roster, asOfAt)
  oddenTitles(drafts)
  const company: Company = {
    name: 'Lumen Works',
    startAt: instantAt(officeCalendars.lisbon, firstDate, 0),
    asOfAt,
    teams: teamStories.map(({ teamId, name, tracker, ticketPrefix, calendarId }) => ({
      teamId,
      name,
      tracker,
      ticketPrefix,
      timeZone: officeCalendars[calendarId].timeZone,
    })),
    people: roster.map(({ email, name, homeTeamId, emailHidden, active }) => ({
      email,
      name,
      teamId: homeTeamId,
      emailHidden,
      active,
    })),
    projects: projectsOf(),
    initiatives: initiativesOfLinear(),
    sprints: teamStories.flatMap((team) => sprintsOf(team, today)),
    tickets: recordsOf(drafts, seed, asOfAt),
  }
  return { company, roster, truth }
}

/** The company that both fake trackers serve. @throws RangeError as {@link simulateCompany} */
export function generateCompany(options: CompanyOptions = {}): Company {
  return simulateCompany(options).company
}

function habitsOf(teamId: string): TrackerHabits | null {
  const team = teamStories.find((each) => each.teamId === teamId)
  return team === undefined ? null : habitsOn(team.tracker)
}

function initiativeIdOf(title: string): string {
  return `initiative-${title.toLowerCase().replaceAll(' ', '-')}`
}

function projectsOf(): CompanyProject[] {
  return undertakings
    .filter(({ teamId }) => habitsOf(teamId)?.undertakingIs === 'project')
    .map((each) => ({
      projectId: projectIdOf(each),
      title: each.title,
      labels: each.labels,
      teamIds: [each.teamId],
      initiativeIds: each.initiative === null ? [] : [initiativeIdOf(each.initiative)],
    }))
}

function initiativesOfLinear(): CompanyInitiative[] {
  const titles = new Set(undertakings.flatMap(({ initiative }) => (initiative === null ? [] : [initiative])))
  return [...titles].map((title) => ({ initiativeId: initiativeIdOf(title), title }))
}

/** The trackers' records at `asOfAt`: keys in the order of creation, nothing later. */
function recordsOf(drafts: readonly Draft[], seed: string, asOfAt: Instant): CompanyTicket[] {
  const created = drafts
    .filter(({ start }) => start.createdAt <= asOfAt)
    .toSorted((a, b) => a.start.createdAt - b.start.createdAt)
  const counts = new Map<string, number>()
  const keys = new Map<Draft, string>()
  for (const draft of created) {
    const { teamId } = draft.start
    const number = (counts.get(teamId) ?? 0) + 1
    counts.set(teamId, number)
    const prefix = teamStories.find((team) => team.teamId === teamId)?.ticketPrefix ?? teamId
    keys.set(draft, `${prefix}-${number}`)
  }
  return created.map((draft) =>
    recordOf(
      draft,
      keys,
      archivedAtOf(draft, new Random(`${seed} archive ${keys.get(draft)}`), asOfAt),
      asOfAt,
    ),
  )
}

/** Linear archives tickets some weeks after they are finished. */
function archivedAtOf(draft: Draft, random: Random, asOfAt: Instant): Instant | null {
  const archives = habitsOf(draft.start.teamId)?.archivesFinished ?? false
  if (!archives || draft.finishedAt === null || !random.chance(0.85)) return null
  const at = draft.finishedAt + random.whole(21, 45) * dayMs
  return at <= asOfAt ? at : null
}

function recordOf(
  draft: Draft,
  keys: ReadonlyMap<Draft, string>,
  archivedAt: Instant | null,
  asOfAt: Instant,
): CompanyTicket {
  const { start } = draft
  return {
    key: keys.get(draft) ?? '',
    teamId: start.teamId,
    type: start.type,
    title: draft.title,
    description: start.description,
    labels: start.labels,
    components: start.components,
    priority: start.priority,
    parentKey: start.parent === null ? null : (keys.get(start.parent) ?? null),
    projectId: start.projectId,
    creatorEmail: start.creatorEmail,
    createdAt: start.createdAt,
    initialStatus: start.status,
    initialAssigneeEmail: start.assigneeEmail,
    initialEstimatePoints: start.estimatePoints,
    changes: draft.changes.filter(({ at }) => at <= asOfAt),
    comments: draft.comments.filter(({ at }) => at <= asOfAt).toSorted((a, b) => a.at - b.at),
    worklogs: draft.worklogs.filter(({ loggedAt }) => loggedAt <= asOfAt),
    archivedAt,
  }
}
