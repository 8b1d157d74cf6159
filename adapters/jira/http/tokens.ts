import { TrackerRequestError } from '../../trackers/errors.ts'

const mostPages = 10_000

/**
 * Reads a list by page tokens to its end: a missing token, and nothing else. (mongodb/kingfisher#460, simstudioai/sim#4410)
 * @param readPage reads one page; null asks for the first
 * @throws TrackerRequestError when a token comes again, or the list has no end
 */
export async function readByTokens<T>(
  what: string,
  readPage: (token: string | null) => Promise<{ items: readonly T[]; nextPageToken: string | null }>,
): Promise<T[]> {
  const items: T[] = []
  const used = new Set<string>()
  let token: string | null = null
  for (let pages = 0; pages < mostPages; pages += 1) {
    const page = await readPage(token)
    items.push(...page.items)
    token = page.nextPageToken
    if (token === null) return items
    if (used.has(token)) {
      throw new TrackerRequestError(`Jira's ${what} turns in a circle: it gave a page token a second time.`)
    }
    used.add(token)
  }
  throw new TrackerRequestError(`Jira's ${what} has no end: ${mostPages} pages were read.`)
}
