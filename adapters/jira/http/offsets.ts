import { TrackerRequestError } from '../../trackers/errors.ts'

const maxPages = 10_000

/**
 * Reads a list by offset to its end: the total, or an empty page when there is no total.
 *
 * A page may be shorter than requested, so its length doesn't mark the end.
 * @throws TrackerRequestError when the list has no end
 */
export async function readByOffset<T>(
  what: string,
  readPage: (startAt: number) => Promise<{ items: readonly T[]; total: number | null }>,
): Promise<T[]> {
  const items: T[] = []
  for (let pages = 0; pages < maxPages; pages += 1) {
    const page = await readPage(items.length)
    items.push(...page.items)
    if (page.items.length === 0 || (page.total !== null && items.length >= page.total)) return items
  }
  throw new TrackerRequestError(`Jira's ${what} has no end: ${maxPages} pages were read.`)
}
