import pLimit from 'p-limit'
import type { IncompleteTicket } from '../../../domain/sync/incomplete.ts'
import type { KeptCut } from '../../trackers/definition.ts'
import type { MappedTicket } from '../../trackers/mapped-ticket.ts'
import type { RawTicket } from '../map/ticket.ts'
import { isContradicted } from './contradiction.ts'
import { CutHistories, fewestEntriesOfCut } from './cut-histories.ts'
import type { JiraDeployment } from './site/deployment.ts'

/**
 * Why a history may lack entries: the ticket is elsewhere than it ends, or one move begins elsewhere than the last one led, or the
 * ticket has begun or ended without a move, or has none at all and changed since it was made, or it has just as many entries as one
 * that was cut off.
 */
type Doubt = 'contradicted' | 'as_long' | 'bare' | 'silent'

/**
 * So many tickets in a row are asked alone for nothing before no more are in a run. Sites whose tickets were imported, or got another
 * workflow, have thousands that are as they are for good.
 */
const mostForNothing: Readonly<Record<Doubt, number>> = {
  contradicted: 4,
  as_long: 20,
  bare: 2,
  silent: 20,
}

/** Most tickets without a history have none: those are asked only once some history was left out. */
const doubts = ['contradicted', 'as_long', 'bare', 'silent'] as const

/** So many of one length, at which the site may cut histories off, are asked alone for nothing before no more of them are in a run. */
const mostOfCut = 4

/** A ticket as Jira returned it, and what was made of it. */
export interface ReadTicket<Raw extends RawTicket> {
  readonly raw: Raw
  readonly mapped: MappedTicket
}

interface Settling<Raw extends RawTicket> {
  /** Whether all of these came incomplete before: then each is asked. */
  readonly askedAgain: boolean
  /** Maps a ticket with another history. */
  readonly mapTicket: (raw: Raw) => MappedTicket
}

interface Settled<Raw extends RawTicket> {
  readonly tickets: readonly ReadTicket<Raw>[]
  readonly incomplete: readonly IncompleteTicket[]
}

/**
 * Asks single tickets for their own history where what came with many seems to lack some of it: a history that the bulk changelog
 * leaves out, without a token to more, looks like none, and so does one that a search embeds cut off, with a length to match. The
 * ordinary ticket costs nothing. (estuary/flow#5204)
 */
export class HistoryDoubts {
  readonly #deployment: JiraDeployment
  readonly #forNothing: Record<Doubt, number> = { contradicted: 0, as_long: 0, bare: 0, silent: 0 }
  readonly #keptCut: KeptCut
  #cutAt: number | null
  readonly #cutHistories: CutHistories
  /** How many of one length were asked alone for nothing in a row, by that length. */
  readonly #forNothingOfLength = new Map<number, number>()
  /** How many entries came of histories that had more. */
  readonly #cutLengths = new Set<number>()
  readonly #oneByOne = pLimit(1)
  /** Whether what came with many has left some out in this run. */
  #leavesOut = false

  constructor(deployment: JiraDeployment, keptCut: KeptCut) {
    this.#deployment = deployment
    this.#keptCut = keptCut
    this.#cutAt = keptCut.at
    this.#cutHistories = new CutHistories(keptCut.at)
  }

  /** @returns the tickets with what their own histories have more, and those whose histories are cut off all the same */
  settle<Raw extends RawTicket>(
    read: readonly ReadTicket<Raw>[],
    settling: Settling<Raw>,
    signal: AbortSignal | undefined,
  ): Promise<Settled<Raw>> {
    // Pages are read side by side, and each would ask as many for nothing as all of them may.
    return this.#oneByOne(async () => {
      const settled = await this.#settle(read, settling, signal)
      await this.#keepCut()
      return settled
    })
  }

  /** Before the page is stored: what it notes rests on it. */
  async #keepCut(): Promise<void> {
    const cutAt = this.#cutHistories.cutAt()
    if (cutAt === this.#cutAt) return
    await this.#keptCut.keep(cutAt)
    this.#cutAt = cutAt
  }

  async #settle<Raw extends RawTicket>(
    read: readonly ReadTicket<Raw>[],
    { askedAgain, mapTicket }: Settling<Raw>,
    signal: AbortSignal | undefined,
  ): Promise<Settled<Raw>> {
    const whole = new Set<ReadTicket<Raw>>()
    const withoutMore = new Set<ReadTicket<Raw>>()
    const asked = new Set<ReadTicket<Raw>>()
    const longer = new Map<ReadTicket<Raw>, ReadTicket<Raw>>()
    const ask = async (ticket: ReadTicket<Raw>): Promise<boolean> => {
      asked.add(ticket)
      const came = ticket.raw.histories.length
      this.#forNothingOfLength.set(came, (this.#forNothingOfLength.get(came) ?? 0) + 1)
      const alone = await this.#deployment.readHistory(ticket.mapped.ticket?.ticketId ?? '', signal)
      const length = alone?.length ?? 0
      const isListed = alone?.isListed === true && length >= came
      if (isListed || length > came) whole.add(ticket)
      // Each list may have entries that the other lacks; one that is in both counts as in the ticket's own.
      const raw = { ...ticket.raw, histories: [...(alone?.entries ?? []), ...ticket.raw.histories] }
      const mapped = mapTicket(raw)
      const hasMore = changesIn(mapped) > changesIn(ticket.mapped)
      if (isListed && !hasMore) withoutMore.add(ticket)
      if (!hasMore) return false
      this.#forNothingOfLength.set(came, 0)
      longer.set(ticket, { raw, mapped })
      this.#leavesOut = true
      if (came >= fewestEntriesOfCut) this.#cutLengths.add(came)
      return true
    }
    const findCut = () => {
      const came = read.map((ticket) => ({
        ...ticket.mapped,
        entries: ticket.raw.histories.length,
        isWhole: whole.has(ticket),
        hasNoMore: withoutMore.has(ticket),
      }))
      return this.#cutHistories.find(came)
    }
    if (askedAgain) await this.#askAgain(read, ask)
    else {
      const doubtful = read.map((ticket) => ({ ticket, ownDoubt: ownDoubtOf(ticket) }))
      for (const doubt of doubts)
        if (doubt !== 'silent' || this.#leavesOut) await this.#askThose(doubt, doubtful, ask)
    }
    // What seems to be cut may be whole: their own lists know.
    const cut = findCut()
    const suspected = new Set(cut.map(({ ticketId }) => ticketId))
    const isSuspected = ({ mapped: { ticket } }: ReadTicket<Raw>) => suspected.has(ticket?.ticketId ?? '')
    const toAsk = read.filter((ticket) => isSuspected(ticket) && !asked.has(ticket))
    await this.#askOfLength(toAsk, ask)
    const tickets = read.map((ticket) => longer.get(ticket) ?? ticket)
    return { tickets, incomplete: toAsk.length === 0 ? cut : findCut() }
  }

  /** Asks each; of long ones of one length, at which the site may cut them off everywhere, only as long as that is of use. */
  async #askAgain<Raw extends RawTicket>(
    read: readonly ReadTicket<Raw>[],
    ask: (ticket: ReadTicket<Raw>) => Promise<boolean>,
  ): Promise<void> {
    const readable = read.filter(({ mapped }) => mapped.ticket !== null)
    const short = readable.filter(({ raw }) => raw.histories.length < fewestEntriesOfCut)
    await Promise.all(short.map(ask))
    const long = readable.filter(({ raw }) => raw.histories.length >= fewestEntriesOfCut)
    for (const ofLength of Map.groupBy(long, ({ raw }) => raw.histories.length).values())
      await this.#askOfLength(ofLength, ask)
  }

  /** Asks those of one length until too many of that length were asked for nothing in this run. */
  async #askOfLength<Raw extends RawTicket>(
    ofLength: readonly ReadTicket<Raw>[],
    ask: (ticket: ReadTicket<Raw>) => Promise<boolean>,
  ): Promise<void> {
    for (let rest = ofLength; rest.length > 0; ) {
      const length = rest[0]?.raw.histories.length ?? 0
      const most = mostOfCut - (this.#forNothingOfLength.get(length) ?? 0)
      if (most <= 0) return
      await Promise.all(rest.slice(0, most).map(ask))
      rest = rest.slice(most)
    }
  }

  async #askThose<Raw extends RawTicket>(
    doubt: Doubt,
    read: readonly DoubtedTicket<Raw>[],
    ask: (ticket: ReadTicket<Raw>) => Promise<boolean>,
  ): Promise<void> {
    const doubtful = read
      .filter((doubted) => doubtOf(doubted, this.#cutLengths) === doubt)
      .map(({ ticket }) => ticket)
      .sort((one, other) => lengthIfCut(other) - lengthIfCut(one))
    while (doubtful.length > 0) {
      const part = doubtful.splice(0, mostForNothing[doubt] - this.#forNothing[doubt])
      if (part.length === 0) return
      const hadMore = await Promise.all(part.map(ask))
      this.#forNothing[doubt] = hadMore.includes(true) ? 0 : this.#forNothing[doubt] + part.length
    }
  }
}

/** A ticket, and why its history may lack entries whatever the lengths of others are. */
interface DoubtedTicket<Raw extends RawTicket> {
  readonly ticket: ReadTicket<Raw>
  readonly ownDoubt: Exclude<Doubt, 'as_long'> | null
}

function doubtOf<Raw extends RawTicket>(
  { ticket: { raw, mapped }, ownDoubt }: DoubtedTicket<Raw>,
  cutLengths: ReadonlySet<number>,
): Doubt | null {
  if (ownDoubt === 'contradicted' || mapped.ticket === null) return ownDoubt
  return cutLengths.has(raw.histories.length) ? 'as_long' : ownDoubt
}

function ownDoubtOf<Raw extends RawTicket>({
  mapped: { ticket, events },
}: ReadTicket<Raw>): DoubtedTicket<Raw>['ownDoubt'] {
  if (ticket === null) return null
  if (isContradicted(ticket, events)) return 'contradicted'
  const hasBegun = ticket.statusCategory === 'in_progress' || ticket.statusCategory === 'done'
  if (hasBegun && !events.some(({ kind }) => kind === 'status')) return 'bare'
  const hasChanged = ticket.updatedAt > ticket.createdAt
  return hasChanged && !events.some(({ kind }) => kind === 'status' || kind === 'assignee') ? 'silent' : null
}

/** The longest are asked first: they may be cut off. Short ones aren't for their length. */
function lengthIfCut<Raw extends RawTicket>({ raw: { histories } }: ReadTicket<Raw>): number {
  return histories.length < fewestEntriesOfCut ? 0 : histories.length
}

function changesIn({ events }: MappedTicket): number {
  return events.filter(({ kind }) => kind === 'status' || kind === 'assignee').length
}
