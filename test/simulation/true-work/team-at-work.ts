import { type Category, categories } from '../../../domain/category.ts'
import type { Dials } from '../dials/dials.ts'
import type { Draws } from '../draws.ts'
import type { Backlog } from './backlog.ts'
import { slotsPerDay } from './clock.ts'
import type { Chunk, Item } from './item.ts'
import type { SimulatedTeam, Worker } from './staff.ts'

interface Desk {
  readonly worker: Worker
  /** Begun and not finished. */
  readonly active: Item[]
  /** To review, from a day on. */
  readonly duties: { readonly item: Item; readonly fromDay: number }[]
  current: Item | null
}

/** A part of a person's day; `item` null is time on no ticket. */
export interface DayPart {
  readonly item: Item | null
  readonly slots: number
}

/**
 * Lets a team work, day by day: what people really do, in tenths of their days. Who shows up at all is the caller's business.
 * What a tracker makes of it is told elsewhere (`record`), so nothing here may read a dial of the board.
 */
export class TeamAtWork {
  readonly #team: SimulatedTeam
  readonly #dials: Dials
  readonly #draws: Draws
  readonly #backlog: Backlog
  readonly #desks: ReadonlyMap<Worker, Desk>
  readonly #reviewing: Item[] = []
  #spent: Record<Category, number> = { roadmap: 0, ktlo: 0, reliability: 0 }

  constructor(team: SimulatedTeam, dials: Dials, draws: Draws, backlog: Backlog) {
    this.#team = team
    this.#dials = dials
    this.#draws = draws
    this.#backlog = backlog
    this.#desks = new Map(
      team.workers.map((worker) => [worker, { worker, active: [], duties: [], current: null }]),
    )
  }

  /** A new quarter aims at its own mix from nothing. */
  startQuarter(): void {
    this.#spent = { roadmap: 0, ktlo: 0, reliability: 0 }
  }

  /** Ends reviews that are over; call once a day, before anybody works. */
  startDay(day: number): void {
    for (const item of [...this.#reviewing]) {
      if (item.review === null || item.review.toDay > day) continue
      this.#reviewing.splice(this.#reviewing.indexOf(item), 1)
      this.#backlog.finish(item, this.#team.clock.at(day, this.#draws.between(0.5, 6)))
    }
  }

  /** What a present person does in a day. @param mix what the team's quarter is for */
  work(worker: Worker, day: number, mix: Readonly<Record<Category, number>>): DayPart[] {
    const desk = this.#deskOf(worker)
    const { work } = this.#dials
    const parts: DayPart[] = []
    let left = slotsPerDay
    const spend = (item: Item | null, wanted: number, role: Chunk['role']) => {
      const slots = Math.min(wanted, left)
      if (slots <= 0) return
      if (item !== null) this.#progress(item, { worker, day, slot: slotsPerDay - left, slots, role })
      parts.push({ item, slots })
      left -= slots
    }
    // A stretch of 2 to 8 tenths, 5 on average.
    if (this.#draws.chance(work.ticketlessShare * 2)) spend(null, this.#draws.whole(2, 8), 'owner')
    for (let count = this.#draws.poisson(work.interruptionsPerDay); count > 0 && left > 0; count -= 1) {
      const item = this.#backlog.interruption(worker, this.#team.clock.at(day, slotsPerDay - left))
      spend(item, Math.ceil(item.size), 'owner')
      this.#backlog.finish(item, this.#team.clock.at(day, slotsPerDay - left))
    }
    const due = desk.duties.find((duty) => duty.fromDay <= day)
    if (due !== undefined) {
      desk.duties.splice(desk.duties.indexOf(due), 1)
      if (due.item.finishedAt === null) spend(due.item, this.#draws.whole(1, 2), 'reviewer')
    }
    if (this.#draws.chance(work.helpPerDay)) {
      const helped = this.#ticketOfAnother(worker, day)
      if (helped !== null) spend(helped, this.#draws.whole(2, 5), 'helper')
    }
    while (left > 0) {
      const item = this.#next(desk, day, slotsPerDay - left, mix)
      spend(item, this.#draws.whole(2, 6), 'owner')
      this.#turn(desk, item, day, slotsPerDay - left)
    }
    return parts
  }

  #progress(item: Item, chunk: Chunk): void {
    item.chunks.push(chunk)
    if (chunk.role !== 'reviewer') item.done += chunk.slots * (1 - this.#dials.work.meetingShare)
    this.#spent[item.category] += chunk.slots
  }

  #deskOf(worker: Worker): Desk {
    const desk = this.#desks.get(worker)
    if (desk === undefined) throw new RangeError(`${worker.accountId} is of another team`)
    return desk
  }

  #ticketOfAnother(worker: Worker, day: number): Item | null {
    const others = [...this.#desks.values()]
      .filter((desk) => desk.worker !== worker)
      .flatMap((desk) => desk.active.filter((item) => item.chunks.length > 0 && !isBlocked(item, day)))
    return others.length === 0 ? null : this.#draws.pick(others)
  }

  /** The ticket to go on with: mostly the same one, sometimes another of one's own, a new one where none can go on. */
  #next(desk: Desk, day: number, slot: number, mix: Readonly<Record<Category, number>>): Item {
    const open = desk.active.filter((item) => !isBlocked(item, day))
    const wantsMore = open.length < desk.worker.wip && this.#draws.chance(0.15)
    if (open.length === 0 || wantsMore) {
      const started = this.#backlog.take(
        desk.worker,
        this.#wanted(desk.worker, mix),
        this.#team.clock.at(day, slot),
      )
      desk.active.push(started)
      desk.current = started
      return started
    }
    const current = desk.current
    const keeps =
      current !== null && open.includes(current) && !this.#draws.chance(this.#dials.work.switching)
    const chosen = keeps ? current : this.#draws.pick(open)
    desk.current = chosen
    return chosen
  }

  /** The category that the team's quarter is short of, by chance. */
  #wanted(worker: Worker, mix: Readonly<Record<Category, number>>): Category {
    const spent = categories.reduce((sum, category) => sum + this.#spent[category], 0)
    return this.#draws.weighted(
      categories.map((category) => {
        const short = Math.max(2, mix[category] * (spent + 120) - this.#spent[category])
        const likes = worker.preferred === category ? 1 + 3 * this.#dials.work.specialisation : 1
        return [category, short * likes] as const
      }),
    )
  }

  /** What happens to a ticket after some work on it: it is split, blocked, given up, or goes to review and ends. */
  #turn(desk: Desk, item: Item, day: number, slot: number): void {
    const { work } = this.#dials
    const at = this.#team.clock.at(day, slot)
    const part = item.done / item.size
    const fate = this.#backlog.fateOf(item)
    if (fate.blockedFrom !== null && part >= fate.blockedFrom) {
      fate.blockedFrom = null
      item.blocked = { fromDay: day, toDay: day + this.#draws.whole(2, 8) }
    }
    if (fate.splitFrom !== null && part >= fate.splitFrom) {
      fate.splitFrom = null
      const child = this.#backlog.splitLate(item, at)
      if (child !== null) {
        leave(desk, item)
        desk.active.push(child)
      }
      return
    }
    if (fate.dropFrom !== null && part >= fate.dropFrom) {
      item.isDropped = true
      leave(desk, item)
      this.#backlog.finish(item, at)
    } else if (part >= 1) {
      leave(desk, item)
      if (!this.#draws.chance(work.reviewShare)) this.#backlog.finish(item, at)
      else this.#askForReview(desk.worker, item, day)
    }
  }

  #askForReview(worker: Worker, item: Item, day: number): void {
    const others = this.#team.workers.filter((each) => each !== worker)
    if (others.length === 0) return
    const reviewer = this.#draws.pick(others)
    const toDay = day + this.#draws.whole(1, 3)
    item.review = { fromDay: day, toDay, reviewer }
    this.#deskOf(reviewer).duties.push({ item, fromDay: day + this.#draws.whole(0, toDay - day - 1) })
    this.#reviewing.push(item)
  }
}

function isBlocked({ blocked }: Item, day: number): boolean {
  return blocked !== null && day > blocked.fromDay && day < blocked.toDay
}

function leave(desk: Desk, item: Item): void {
  const index = desk.active.indexOf(item)
  if (index >= 0) desk.active.splice(index, 1)
  if (desk.current === item) desk.current = null
}
