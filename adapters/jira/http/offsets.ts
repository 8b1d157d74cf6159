import { TrackerRequestError, TrackerUnavailableError } from '../../trackers/errors.ts'

const maxPages = 10_000
/** How often a page without anything new is asked for while more items are counted. */
const mostTries = 3

/** A list counts more than it returns. */
export class JiraCutOffError extends TrackerUnavailableError {
  /** What it returned. */
  readonly items: readonly unknown[]

  constructor(what: string, items: readonly unknown[]) {
    super(`Jira's ${what} is cut off: it counts more than it returns.`)
    this.items = items
  }
}

/**
 * Reads a list by offset to its end: the total, or a page without anything new when there is no total.
 *
 * A page may be shorter than requested, so its length doesn't mark the end. Servers that know no offset return the first page again:
 * what was read twice counts once. (pycontribs/jira#1576)
 * @param ifCutOff `end` where the caller sees what is missing
 * @throws TrackerRequestError when the list has no end
 * @throws JiraCutOffError when pages stay without anything new while more items are counted
 */
export async function readByOffset(
  what: string,
  readPage: (startAt: number) => Promise<Page>,
  ifCutOff: 'throw' | 'end' = 'throw',
): Promise<unknown[]> {
  const list: ReadList = { items: [], ids: new Set(), startAt: 0 }
  for (let pages = 0; pages < maxPages; pages += 1) {
    const page = await readAdvancing(list, readPage)
    const total = page.total ?? 0
    const isEmpty = page.items.length === 0
    const isNews = add(list, page.items)
    list.startAt += page.items.length
    const isCutOff = !isNews && (isEmpty ? list.startAt : list.items.length) < total
    if (isCutOff && ifCutOff === 'throw') throw new JiraCutOffError(what, list.items)
    if (!isNews || (page.total !== null && list.items.length >= total)) return list.items
  }
  throw new TrackerRequestError(`Jira's ${what} has no end: ${maxPages} pages were read.`)
}

interface Page {
  readonly items: readonly unknown[]
  readonly total: number | null
}

interface ReadList {
  /** Each once. */
  readonly items: unknown[]
  readonly ids: Set<string>
  /** How many were returned, those that came again too. */
  startAt: number
}

async function readAdvancing(list: ReadList, readPage: (startAt: number) => Promise<Page>): Promise<Page> {
  for (let tries = 1; ; tries += 1) {
    const page = await readPage(list.startAt)
    const known = page.items.length === 0 ? list.startAt : list.items.length
    if (tries >= mostTries || (page.total ?? 0) <= known || page.items.some((item) => isNew(list, item)))
      return page
  }
}

/** Whether any was new. */
function add(list: ReadList, items: readonly unknown[]): boolean {
  const before = list.items.length
  for (const item of items) {
    if (!isNew(list, item)) continue
    list.items.push(item)
    const id = idOf(item)
    if (id !== null) list.ids.add(id)
  }
  return list.items.length > before
}

/** One without an id is taken for new: it may be, and the limit of pages ends the list. */
function isNew({ ids }: ReadList, item: unknown): boolean {
  const id = idOf(item)
  return id === null || !ids.has(id)
}

function idOf(item: unknown): string | null {
  if (typeof item !== 'object' || item === null || !('id' in item)) return null
  return typeof item.id === 'string' || typeof item.id === 'number' ? String(item.id) : null
}
