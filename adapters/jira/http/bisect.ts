import { TrackerResponseTooLargeError } from '../../trackers/errors.ts'
import { isFailure, isHttpError } from './http-error.ts'

/** What to do where Jira fails at many ids at once (5xx, timeouts), and not as a whole. */
export interface IfFailing {
  /** Whether Jira answers anything else. */
  isWorking(): Promise<boolean>
  /** Called when so many are too many, and half of them are not. */
  onTooMany?(ids: number): void
}

/** So many requests may fail one after the other before it isn't thought to be about their ids. */
const mostFailures = 40

/**
 * Reads many ids in one request, and splits it in halves when Jira rejects it because one id doesn't exist, its response is larger
 * than is read, or Jira fails at so many while it answers other requests: a large site may take too long for a hundred tickets, and a
 * ticket that it can't return fails all that are asked for with it. (pycontribs/jira#2366, princenyeche/jiraone#118)
 *
 * One deleted id fails all of `id in (…)` with 400; dropping the batch would lose up to 99 others.
 * (apache/incubator-devlake#5464)
 * @param readAllIds reads at least one id
 * @param readSingleId reads the id that was rejected alone; distinguishes a deleted ticket from an error
 * @param ifFailing missing where a failure is thrown
 */
export async function readBisecting<T>(
  ids: readonly string[],
  readAllIds: (ids: readonly string[]) => Promise<readonly T[]>,
  readSingleId: (id: string) => Promise<readonly T[]>,
  ifFailing?: IfFailing,
): Promise<readonly T[]> {
  let failuresInARow = 0
  /** The fewest that are known to be too many. */
  let tooMany = never

  async function read(part: readonly string[]): Promise<Read<T>> {
    if (part.length >= tooMany) return readHalves(part)
    try {
      const found = await readAllIds(part)
      failuresInARow = 0
      return { found, failedAt: never }
    } catch (error) {
      const why = await whyToSplit(error)
      if (why === null) throw error
      return split(part, why)
    }
  }

  async function whyToSplit(error: unknown): Promise<'rejected' | 'failing' | null> {
    if (isHttpError(error, 400, 404) || error instanceof TrackerResponseTooLargeError) return 'rejected'
    if (ifFailing === undefined || !isFailure(error)) return null
    failuresInARow += 1
    return failuresInARow <= mostFailures && (await ifFailing.isWorking()) ? 'failing' : null
  }

  async function split(part: readonly string[], why: 'rejected' | 'failing'): Promise<Read<T>> {
    const [first] = part
    if (first === undefined) return { found: [], failedAt: never }
    if (part.length === 1)
      return { found: await readSingleId(first), failedAt: why === 'failing' ? 1 : never }
    return why === 'failing' ? readFailing(part) : readHalves(part)
  }

  /** One half after the other: how the first one ends tells what to ask for of the second one. */
  async function readFailing(part: readonly string[]): Promise<Read<T>> {
    const [former, latter] = halvesOf(part)
    const first = await read(former)
    learn(first)
    const second = await read(latter)
    const failedAt = Math.min(part.length, first.failedAt, second.failedAt)
    return { found: [...first.found, ...second.found], failedAt }
  }

  async function readHalves(part: readonly string[]): Promise<Read<T>> {
    const halves = await Promise.all(halvesOf(part).map(read))
    const failedAt = Math.min(...halves.map((half) => half.failedAt))
    return { found: halves.flatMap(({ found }) => found), failedAt }
  }

  /** Where it came down to one, it was about that ticket. */
  function learn({ failedAt }: Read<T>): void {
    if (failedAt === 1 || failedAt >= tooMany) return
    tooMany = failedAt
    ifFailing?.onTooMany?.(failedAt)
  }

  const all = await read(ids)
  learn(all)
  return all.found
}

const never = Number.POSITIVE_INFINITY

/** What was found among ids, and of the requests for them at which Jira failed, the fewest ids. */
interface Read<T> {
  readonly found: readonly T[]
  readonly failedAt: number
}

function halvesOf<T>(part: readonly T[]): readonly [readonly T[], readonly T[]] {
  const middle = Math.ceil(part.length / 2)
  return [part.slice(0, middle), part.slice(middle)]
}

/** Splits a list into parts of at most `size`. */
export function inPartsOf<T>(size: number, items: readonly T[]): T[][] {
  const parts: T[][] = []
  for (let start = 0; start < items.length; start += size) parts.push(items.slice(start, start + size))
  return parts
}
