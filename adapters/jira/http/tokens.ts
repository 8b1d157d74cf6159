import { TrackerRequestError } from '../../trackers/errors.ts'

const maxPages = 10_000

/**
 * Reads a list by page tokens to its end, which only a missing token marks. (mongodb/kingfisher#460, simstudioai/sim#4410)
 * @param readPage reads one page; null is the first
 * @throws TrackerRequestError when a token comes again, or the list has no end
 */
export async function readByTokens<T>(
  what: string,
  readPage: (token: string | null) => Promise<{ items: readonly T[]; nextPageToken: string | null }>,
): Promise<T[]> {
  const items: T[] = []
  const used = new Set<string>()
  let token: string | null = null
  for (let pages = 0; pages < maxPages; pages += 1) {
    const page = await readPage(token)
    items.push(...page.items)
    token = page.nextPageToken
    if (token === null) return items
    if (used.has(token)) {
      throw new TrackerRequestError(`Jira's ${what} repeats: it returned a page token a second time.`)
    }
    used.add(token)
  }
  throw new TrackerRequestError(`Jira's ${what} has no end: ${maxPages} pages were read.`)
}
