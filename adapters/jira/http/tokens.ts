import { TrackerRequestError } from '../../trackers/errors.ts'

const maxPages = 10_000
/** How often a page with a token that was used is asked for. */
const mostTries = 3

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
    const page = await readAdvancing(() => readPage(token), used)
    // Not spread: a page may have more items than a call takes arguments.
    for (const item of page.items) items.push(item)
    token = page.nextPageToken
    if (token === null) return items
    if (used.has(token)) {
      throw new TrackerRequestError(`Jira's ${what} repeats: it returned a page token a second time.`)
    }
    used.add(token)
  }
  throw new TrackerRequestError(`Jira's ${what} has no end: ${maxPages} pages were read.`)
}

/** A page whose token was used before is asked for again: a tracker under load was seen to send one twice. */
async function readAdvancing<Page extends { readonly nextPageToken: string | null }>(
  read: () => Promise<Page>,
  used: ReadonlySet<string>,
): Promise<Page> {
  for (let tries = 1; ; tries += 1) {
    const page = await read()
    if (tries >= mostTries || page.nextPageToken === null || !used.has(page.nextPageToken)) return page
  }
}
