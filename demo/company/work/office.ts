import type { Bucket } from '../../../domain/category.ts'
import type { Instant, LocalDate } from '../../../domain/instant.ts'
import type { CompanySprint } from '../../../fakes/company/records.ts'
import type { TruthTally } from '../records/truth.ts'
import {
  instantAt,
  minutesPerSlot,
  type OfficeCalendar,
  officeCalendars,
  officeOpensMinute,
} from '../story/calendar.ts'
import { Random } from '../story/random.ts'
import type { RosterPerson } from '../story/roster.ts'
import { type StoryQuarter, type TeamStory, targetSharesOf } from '../story/story.ts'
import { Backlog } from './backlog.ts'
import type { Draft } from './draft.ts'
import type { TicketWriter } from './ticket-writer.ts'

/** The share of the remaining work in progress that counts as done, so that large tickets aren't all started at once. */
const inWorkShare = 0.4

/** A finished ticket that waits for a team-mate. */
export interface Review {
  readonly ticket: Draft
  readonly reviewerEmail: string
  /** Slots are counted through the team's working days. */
  readonly askedInSlot: number
  readonly dueInSlot: number
  /** When the reviewer read it; null before. */
  readInSlot: number | null
}

/** One person's work in one team. */
export interface Desk {
  /** In progress, urgent tickets first. */
  readonly active: Draft[]
  readonly inReview: Review[]
  readonly blocked: { readonly ticket: Draft; readonly untilSlot: number }[]
  /** Slots spent today by ticket, for those who log. */
  readonly today: Map<Draft, { slots: number; readonly startedAt: Instant }>
}

/** The state of one team: its people, its tickets, and the time really spent. The other files here change it. */
export class Office {
  readonly team: TeamStory
  readonly calendar: OfficeCalendar
  readonly random: Random
  readonly backlog = new Backlog()
  readonly writer: TicketWriter
  readonly leads: readonly RosterPerson[]
  readonly sprints: readonly CompanySprint[]
  /** Finished, and left "in progress"; or done, and never moved at all. */
  readonly forgotten: Draft[] = []
  readonly #truth: TruthTally
  readonly #desks = new Map<string, Desk>()
  #quarter: StoryQuarter = '2025-Q4'
  #spent: Record<Bucket, number> = { roadmap: 0, ktlo: 0, reliability: 0, uncategorised: 0 }
  /** Working slots since the story began. */
  slotCount = 0

  constructor(
    team: TeamStory,
    seed: string,
    writer: TicketWriter,
    leads: readonly RosterPerson[],
    sprints: readonly CompanySprint[],
    truth: TruthTally,
  ) {
    this.team = team
    this.calendar = officeCalendars[team.calendarId]
    this.random = new Random(`${seed} ${team.teamId} at work`)
    this.writer = writer
    this.leads = leads
    this.sprints = sprints
    this.#truth = truth
  }

  get quarter(): StoryQuarter {
    return this.#quarter
  }

  startQuarter(quarter: StoryQuarter): void {
    if (quarter === this.#quarter) return
    this.#quarter = quarter
    this.#spent = { roadmap: 0, ktlo: 0, reliability: 0, uncategorised: 0 }
  }

  deskOf(email: string): Desk {
    const desk = this.#desks.get(email) ?? { active: [], inReview: [], blocked: [], today: new Map() }
    this.#desks.set(email, desk)
    return desk
  }

  desks(): IterableIterator<Desk> {
    return this.#desks.values()
  }

  /** A moment in a slot (0 to 3) of a date, `share` of the way through it. */
  momentIn(date: LocalDate, slot: number, share: number): Instant {
    return instantAt(this.calendar, date, officeOpensMinute + (slot + share) * minutesPerSlot)
  }

  lead(): RosterPerson {
    return this.random.pick(this.leads)
  }

  sprintOn(date: LocalDate): CompanySprint | undefined {
    return this.sprints.find(({ from, to }) => from <= date && date < to)
  }

  /** Counts a quarter of a day that somebody spent; contractors aren't counted. */
  spend(person: RosterPerson, ticket: Draft): void {
    if (person.role === 'contractor') return
    this.#spent[ticket.start.bucket] += 1
    this.#truth.add(this.team.teamId, this.#quarter, ticket.start.bucket, 0.25 * (1 - this.team.onCallShare))
  }

  /** The bucket that is furthest behind its intended share in this quarter, with some noise. */
  nextBucket(): Bucket {
    const targets = targetSharesOf(this.team, this.#quarter)
    const counted: Record<Bucket, number> = { ...this.#spent }
    for (const { active, blocked } of this.#desks.values()) {
      for (const ticket of active) counted[ticket.start.bucket] += inWorkShare * ticket.remainingSlots
      for (const { ticket } of blocked) counted[ticket.start.bucket] += inWorkShare * ticket.remainingSlots
    }
    const total = counted.roadmap + counted.ktlo + counted.reliability + counted.uncategorised + 4
    const behind = (bucket: Bucket): number =>
      targets[bucket] * total - counted[bucket] + 12 * targets[bucket] * this.random.next()
    const order: Bucket[] = ['roadmap', 'ktlo', 'reliability', 'uncategorised']
    const gaps = order.map((bucket) => ({ bucket, gap: behind(bucket) }))
    return gaps.reduce((most, each) => (each.gap > most.gap ? each : most)).bucket
  }
}
