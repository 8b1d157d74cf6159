import { type Category, categories } from '../../../domain/category.ts'
import type { Instant } from '../../../domain/instant.ts'
import type { Dials } from '../dials/dials.ts'
import type { Draws } from '../draws.ts'
import { slotsPerDay } from './clock.ts'
import type { Item } from './item.ts'
import type { SimulatedTeam, Worker } from './staff.ts'
import { drawInterruption, drawWorkKind, meanDaysOf, type WorkKind } from './work-kinds.ts'

/** What will happen to a ticket, at which part of its work; null for never. */
interface Fate {
  blockedFrom: number | null
  splitFrom: number | null
  dropFrom: number | null
}

/** Parts of a day from which on a ticket is big enough to be split. */
const splitFromSlots = 20
const epicShares: Readonly<Record<Category, number>> = { roadmap: 0.85, ktlo: 0.08, reliability: 0.45 }

/** Makes a team's tickets as its people take them up, and remembers what will happen to each. */
export class Backlog {
  readonly items: Item[] = []
  readonly #team: SimulatedTeam
  readonly #dials: Dials
  readonly #draws: Draws
  readonly #numbers: () => number
  readonly #fates = new Map<Item, Fate>()
  #epics: Record<Category, Item[]> = { roadmap: [], ktlo: [], reliability: [] }
  /** Sub-tasks that nobody has taken up. */
  #waiting: Item[] = []

  constructor(team: SimulatedTeam, dials: Dials, draws: Draws, numbers: () => number) {
    this.#team = team
    this.#dials = dials
    this.#draws = draws
    this.#numbers = numbers
  }

  /** New epics; what is still open goes on. */
  startQuarter(at: Instant): void {
    const epic = (category: Category) =>
      this.#add({ kind: 'epic', category, workKind: epicKind, parent: null, createdAt: at, size: 0 })
    this.#epics = { roadmap: [], ktlo: [], reliability: [] }
    for (const category of categories) {
      const count = category === 'roadmap' ? this.#draws.whole(2, 4) : 1
      this.#epics[category] = Array.from({ length: count }, () => epic(category))
    }
  }

  /** Starts a ticket of a category: a waiting sub-task of it, or a new one. */
  take(worker: Worker, category: Category, at: Instant): Item {
    const index = this.#waiting.findIndex((item) => item.category === category)
    const waiting = this.#waiting[index]
    if (waiting !== undefined) {
      this.#waiting.splice(index, 1)
      waiting.owner = worker
      return waiting
    }
    const { work } = this.#dials
    const workKind = drawWorkKind(category, this.#draws)
    const days = this.#draws.logNormal(meanDaysOf(workKind, work.sizes), work.sizeSpread)
    const size = Math.min(20 * slotsPerDay, Math.max(1, days * slotsPerDay))
    const parent = this.#draws.chance(epicShares[category]) ? this.#draws.pick(this.#epics[category]) : null
    const createdAt = this.#before(at)
    const made = { category, workKind, parent, createdAt }
    if (size < splitFromSlots || !this.#draws.chance(work.splitShare)) {
      const item = this.#add({ ...made, kind: 'leaf', size })
      item.owner = worker
      return item
    }
    const split = this.#add({ ...made, kind: 'parent', size: 0 })
    split.owner = worker
    const first = this.#split(split, size)
    first.owner = worker
    return first
  }

  /** A small urgent ticket that begins and ends at once. */
  interruption(worker: Worker, at: Instant): Item {
    const workKind = drawInterruption(this.#draws)
    const size = Math.min(6, 1 + this.#draws.poisson(1.2))
    const item = this.#add({ kind: 'leaf', category: 'ktlo', workKind, parent: null, createdAt: at, size })
    item.owner = worker
    return item
  }

  fateOf(item: Item): Fate {
    const known = this.#fates.get(item)
    if (known !== undefined) return known
    const { work } = this.#dials
    const from = (probability: number, low: number, high: number) => {
      const part = this.#draws.between(low, high)
      return this.#draws.chance(probability) ? part : null
    }
    const fate = {
      blockedFrom: from(work.blockedShare, 0.1, 0.9),
      splitFrom: from(item.kind === 'leaf' ? work.lateSubtaskShare : 0, 0.4, 1.1),
      dropFrom: from(work.dropShare, 0.2, 0.8),
    }
    this.#fates.set(item, fate)
    return fate
  }

  /**
   * Gives a ticket that is being worked on a sub-task for the rest. Null where nothing is left: the sub-task stays in To Do and
   * the ticket goes on its way.
   */
  splitLate(item: Item, at: Instant): Item | null {
    const rest = item.size - item.done
    item.kind = 'parent'
    const { category, workKind } = item
    const size = Math.max(1, rest)
    const child = this.#add({ kind: 'subtask', category, workKind, parent: item, createdAt: at, size })
    if (rest < 2) return null
    child.owner = item.owner
    return child
  }

  /** Ends a ticket's work, and its parent's with the last of its sub-tasks. */
  finish(item: Item, at: Instant): void {
    item.finishedAt = at
    const { parent } = item
    if (parent === null || parent.kind !== 'parent') return
    const siblings = this.items.filter((each) => each.parent === parent && each.owner !== null)
    const isLast = siblings.every((each) => each.finishedAt !== null)
    if (isLast && !this.#waiting.some((each) => each.parent === parent)) parent.finishedAt = at
  }

  /** Sub-tasks of about equal size; hands back the first, which is taken up at once. */
  #split(parent: Item, size: number): Item {
    const count = this.#draws.whole(2, 5)
    const { category, workKind, createdAt } = parent
    const parts = Array.from({ length: count }, () => this.#draws.between(0.5, 1.5))
    const whole = parts.reduce((sum, part) => sum + part, 0)
    const [first, ...others] = parts.map((part) => {
      const partSize = Math.max(1, (size * part) / whole)
      return this.#add({ kind: 'subtask', category, workKind, parent, createdAt, size: partSize })
    })
    if (first === undefined) throw new RangeError('no sub-task')
    this.#waiting.push(...others)
    return first
  }

  #add(made: Pick<Item, 'kind' | 'category' | 'workKind' | 'parent' | 'createdAt' | 'size'>): Item {
    const item: Item = {
      ...made,
      number: this.#numbers(),
      team: this.#team,
      owner: null,
      done: 0,
      chunks: [],
      review: null,
      blocked: null,
      finishedAt: null,
      isDropped: false,
    }
    this.items.push(item)
    return item
  }

  /** Most tickets were written some days or weeks before. */
  #before(at: Instant): Instant {
    return this.#team.clock.later(at, -Math.min(60, this.#draws.exponential(8)))
  }
}

const epicKind: WorkKind = { typeName: 'Epic', workType: 'epic', label: 'epic', days: 0 }
