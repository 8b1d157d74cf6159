import { TrackerResponseTooLargeError } from '../../../trackers/errors.ts'
import { type ByteBudget, NoRoomError } from '../../http/byte-budget.ts'
import { type ReadSize, shares } from './read-sizes.ts'

interface Room {
  /** What all responses of the page are counted against. */
  readonly page: ByteBudget
  /** How many tickets to ask for at once: learned from each search. */
  readonly size: ReadSize
  /** The largest response that the client reads. */
  readonly maxResponseBytes: number
}

/** Reads parts of a page while it has room, and keeps the ids of those for which it had none. */
export class PageRoom {
  readonly unreadIds = new Set<string>()
  readonly #room: Room

  constructor(room: Room) {
    this.#room = room
  }

  /** What a part holds, or nothing where the page is full. @throws TrackerResponseTooLargeError where so many are too large */
  async read(part: readonly string[], read: () => Promise<unknown[]>): Promise<unknown[]> {
    try {
      return await read()
    } catch (error) {
      // More than are asked for by now says nothing new.
      if (error instanceof TrackerResponseTooLargeError && part.length <= this.#room.size.current)
        this.#room.size.tooLarge(part.length)
      if (!(error instanceof NoRoomError)) throw error
      for (const id of part) this.unreadIds.add(id)
      return []
    }
  }

  /** The same for a search, whose response is asked for in parts where it would be larger than its share. */
  search(part: readonly string[], search: (budget: ByteBudget) => Promise<unknown[]>): Promise<unknown[]> {
    const { page, size, maxResponseBytes } = this.#room
    const responseBytes = maxResponseBytes * shares.search
    let bytes = 0
    const budget: ByteBudget = {
      responseBytes,
      requireRoom() {
        page.requireRoom()
        // Others learned meanwhile that so many are too large.
        if (part.length > size.current) throw new TrackerResponseTooLargeError('So many are too large')
      },
      spend(more) {
        page.spend(more)
        bytes += more
      },
    }
    return this.read(part, async () => {
      const found = await search(budget)
      size.answered(part.length)
      // Only where twice as many would fit too.
      if ((2 * bytes * size.current) / part.length <= responseBytes) size.fits()
      return found
    })
  }
}
