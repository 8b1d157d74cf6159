import {
  TrackerResponseTooLargeError,
  TrackerShapeError,
  TrackerUnavailableError,
} from '../../trackers/errors.ts'
import { isHttpError } from './http-error.ts'

/** What to do where Jira fails at many ids at once (5xx, timeouts), and not as a whole. */
export interface IfFailing {
  /** Whether Jira answers anything else. */
  isWorking(): Promise<boolean>
  /** Called when so many are too many, and half of them are not. */
  onTooMany?(ids: number): void
}

/** So many requests may fail before it isn't thought to be about their ids. */
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
  const failed: number[] = []
  const maySplit = async (error: unknown, count: number): Promise<boolean> => {
    if (isHttpError(error, 400, 404) || error instanceof TrackerResponseTooLargeError) return true
    const isFailing = error instanceof TrackerUnavailableError && !(error instanceof TrackerShapeError)
    if (ifFailing === undefined || !isFailing) return false
    failed.push(count)
    return failed.length <= mostFailures && (await ifFailing.isWorking())
  }
  async function read(part: readonly string[]): Promise<readonly T[]> {
    try {
      return await readAllIds(part)
    } catch (error) {
      if (!(await maySplit(error, part.length))) throw error
    }
    const [first] = part
    if (first === undefined) return []
    if (part.length === 1) return readSingleId(first)
    const middle = Math.ceil(part.length / 2)
    const halves = await Promise.all([read(part.slice(0, middle)), read(part.slice(middle))])
    return halves.flat()
  }
  const found = await read(ids)
  // Where it came down to one, it was about that ticket.
  const fewest = Math.min(...failed)
  if (Number.isFinite(fewest) && fewest > 1) ifFailing?.onTooMany?.(fewest)
  return found
}

/** Splits a list into parts of at most `size`. */
export function inPartsOf<T>(size: number, items: readonly T[]): T[][] {
  const parts: T[][] = []
  for (let start = 0; start < items.length; start += size) parts.push(items.slice(start, start + size))
  return parts
}
