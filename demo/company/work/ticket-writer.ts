import type { Instant } from '../../../domain/instant.ts'
import type { CompanyTicket } from '../../../fakes/company/records.ts'
import { kindTraits, labelsFor, reliabilityKinds, type WorkKind } from '../story/kinds.ts'
import { Random } from '../story/random.ts'
import type { StoryQuarter, TeamStory } from '../story/story.ts'
import { TitleWriter } from '../story/titles.ts'
import { habitsOn } from '../story/tracker-habits.ts'
import { type Undertaking, undertakingsOf } from '../story/undertakings.ts'
import { vocabularies } from '../story/vocabulary.ts'
import { describe } from '../story/wording.ts'
import { Draft } from './draft.ts'

/** Who writes a ticket, and when. */
interface Occasion {
  readonly at: Instant
  readonly quarter: StoryQuarter
  readonly creatorEmail: string
  /** The first assignee; unassigned when missing. */
  readonly assigneeEmail?: string
}

const pointScale = [1, 2, 3, 5, 8, 13]

/** A team's estimate in points: person-days with a typical error, on the usual scale. */
function guessedPoints(random: Random, slots: number): number {
  const days = (slots / 4) * (0.6 + 0.9 * random.next())
  return pointScale.reduce(
    (best, points) => (Math.abs(points - days) < Math.abs(best - days) ? points : best),
    1,
  )
}

/** Writes every ticket of the company and keeps them in the order of writing. */
export class TicketWriter {
  readonly drafts: Draft[] = []
  readonly #random: Random
  readonly #titles: TitleWriter
  readonly #epics = new Map<string, Draft>()
  readonly #unmovedSlotsOwed = new Map<string, number>()
  #stories = 0

  constructor(seed: string) {
    this.#random = new Random(`${seed} tickets`)
    this.#titles = new TitleWriter(seed)
  }

  /** The epic of an undertaking; Linear has projects instead. */
  writeEpic(team: TeamStory, undertaking: Undertaking, { at, creatorEmail }: Occasion): void {
    const epic = this.#keep(
      new Draft({
        teamId: team.teamId,
        kind: 'undertaking',
        bucket: undertaking.category,
        type: 'epic',
        title: undertaking.title,
        description: `What ${team.name} wants to reach with "${undertaking.title}", and what is left out.`,
        labels: undertaking.labels,
        components: [],
        priority: 'medium',
        parent: null,
        projectId: null,
        creatorEmail,
        createdAt: at,
        status: 'todo',
        assigneeEmail: null,
        estimatePoints: null,
        slots: 0,
      }),
    )
    this.#epics.set(undertaking.title, epic)
  }

  write(
    team: TeamStory,
    wantedKind: WorkKind,
    { at, quarter, creatorEmail, assigneeEmail }: Occasion,
    priority = this.#priority(),
  ): Draft {
    const random = this.#random
    const undertaking = this.#undertakingFor(team, wantedKind, quarter)
    const kind =
      undertaking?.category === 'reliability' ? kindOfUndertaking(undertaking, wantedKind) : wantedKind
    const traits = kindTraits[kind]
    const slots = Math.max(1, Math.round(random.skewed(traits.meanSlots)))
    const shown = undertaking !== undefined && undertaking.category === traits.bucket
    const title = this.#titles.write(team.teamId, kind)
    const ticket = this.#keep(
      new Draft({
        teamId: team.teamId,
        kind,
        bucket: traits.bucket,
        type: traits.type,
        title,
        description: describe(random, kind, title),
        labels: labelsFor(random, team, kind, shown),
        components: random.chance(0.7)
          ? [random.pick(vocabularies[team.teamId]?.components ?? ['Other'])]
          : [],
        priority,
        parent: undertaking === undefined ? null : (this.#epics.get(undertaking.title) ?? null),
        projectId:
          undertaking !== undefined && habitsOn(team.tracker).undertakingIs === 'project'
            ? projectIdOf(undertaking)
            : null,
        creatorEmail,
        createdAt: at,
        status: this.#firstStatus(team, kind),
        assigneeEmail: assigneeEmail ?? null,
        estimatePoints: this.#estimate(team, kind, slots),
        slots,
      }),
    )
    ticket.neverMoved = kind !== 'incident' && this.#isNextUnmoved(team, ticket)
    if (kind === 'story' && slots >= 14) {
      this.#stories += 1
      ticket.flaps = this.#stories % 47 === 20
      if (ticket.flaps) ticket.neverMoved = false
    }
    return ticket
  }

  /** A part of a story that somebody splits as they begin it. */
  writePart(story: Draft, team: TeamStory, slots: number, { at, creatorEmail }: Occasion): Draft {
    const title = this.#titles.write(team.teamId, 'feature_task')
    const part = this.#keep(
      new Draft({
        ...story.start,
        type: 'subtask',
        title,
        description: '',
        labels: [],
        priority: 'none',
        parent: story,
        creatorEmail,
        createdAt: at,
        status: 'todo',
        assigneeEmail: null,
        estimatePoints: null,
        slots,
      }),
    )
    story.children.push(part)
    return part
  }

  /** Spreads the tickets that nobody moves evenly over a team's buckets, by their size. */
  #isNextUnmoved(team: TeamStory, { start }: Draft): boolean {
    const key = `${team.teamId} ${start.bucket}`
    const owed = (this.#unmovedSlotsOwed.get(key) ?? 0) + start.slots * team.neverMovedShare
    const isUnmoved = owed > start.slots * this.#random.next()
    this.#unmovedSlotsOwed.set(key, isUnmoved ? owed - start.slots : owed)
    return isUnmoved
  }

  #keep(ticket: Draft): Draft {
    this.drafts.push(ticket)
    return ticket
  }

  #priority(): CompanyTicket['priority'] {
    return this.#random.weighted([
      ['high', 2],
      ['medium', 5],
      ['low', 2],
      ['none', 1],
    ])
  }

  /** Urgent work isn't estimated. */
  #estimate(team: TeamStory, kind: WorkKind, slots: number): number | null {
    if (kind === 'incident' || kind === 'support') return null
    return this.#random.chance(team.estimatedShare) ? guessedPoints(this.#random, slots) : null
  }

  #firstStatus(team: TeamStory, kind: WorkKind): 'triage' | 'backlog' | 'todo' {
    const urgent = kind === 'incident' || kind === 'support' || kind === 'bug'
    if (habitsOn(team.tracker).hasTriage && urgent) return 'triage'
    return urgent || this.#random.chance(0.4) ? 'todo' : 'backlog'
  }

  #undertakingFor(team: TeamStory, kind: WorkKind, quarter: StoryQuarter): Undertaking | undefined {
    const { bucket } = kindTraits[kind]
    if (bucket === 'uncategorised') return undefined
    const open = undertakingsOf(team.teamId).filter(({ plannedDays }) => plannedDays[quarter] !== undefined)
    // Bugs of a new feature are children of its epic, and are still bugs.
    const wanted = kind === 'bug' && this.#random.chance(0.2) ? 'roadmap' : bucket
    const fitting = open.filter(
      ({ category, labels }) =>
        category === wanted && (bucket !== 'ktlo' || wanted === 'roadmap' || labels.includes(kind)),
    )
    if (fitting.length === 0) return undefined
    if (bucket !== 'roadmap' && !this.#random.chance(0.6)) return undefined
    const title = this.#random.weighted(
      fitting.map((each) => [each.title, each.plannedDays[quarter] ?? 0] as const),
    )
    return fitting.find((each) => each.title === title)
  }
}

/** Tickets below "Query latency" are always about performance. */
function kindOfUndertaking(undertaking: Undertaking, kind: WorkKind): WorkKind {
  return reliabilityKinds.find((each) => undertaking.labels.includes(each)) ?? kind
}

/** The id of the project that an undertaking is on Linear. */
export function projectIdOf(undertaking: Undertaking): string {
  return `project-${undertaking.teamId}-${undertaking.title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`
}
