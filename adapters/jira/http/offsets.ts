import { TrackerRequestError, TrackerUnavailableError } from '../../trackers/errors.ts'

const maxPages = 10_000
/** How often a page without items is asked for while more of them are counted. */
const mostTries = 3

/**
 * Reads a list by offset to its end: the total, or an empty page when there is no total.
 *
 * A page may be shorter than requested, so its length doesn't mark the end.
 * @param ifCutOff `end` where the caller sees what is missing
 * @throws TrackerRequestError when the list has no end
 * @throws TrackerUnavailableError when pages stay empty while more items are counted
 */
export async function readByOffset<T>(
  what: string,
  readPage: (startAt: number) => Promise<Page<T>>,
  ifCutOff: IfCutOff = 'throw',
): Promise<T[]> {
  const items: T[] = []
  for (let pages = 0; pages < maxPages; pages += 1) {
    const page = await readFilled(what, () => readPage(items.length), { before: items.length, ifCutOff })
    items.push(...page.items)
    if (page.items.length === 0 || (page.total !== null && items.length >= page.total)) return items
  }
  throw new TrackerRequestError(`Jira's ${what} has no end: ${maxPages} pages were read.`)
}

interface Page<T> {
  readonly items: readonly T[]
  readonly total: number | null
}

type IfCutOff = 'throw' | 'end'

async function readFilled<T>(
  what: string,
  read: () => Promise<Page<T>>,
  { before, ifCutOff }: { readonly before: number; readonly ifCutOff: IfCutOff },
): Promise<Page<T>> {
  for (let tries = 1; tries <= mostTries; tries += 1) {
    const page = await read()
    if (page.items.length > 0 || (page.total ?? 0) <= before) return page
  }
  if (ifCutOff === 'end') return { items: [], total: null }
  throw new TrackerUnavailableError(`Jira's ${what} is cut off: it counts more than it returns.`)
}
