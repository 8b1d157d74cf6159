import { TrackerResponseTooLargeError } from '../../trackers/errors.ts'
import { isHttpError } from './http-error.ts'

/**
 * Reads many ids in one request, and splits it in halves when Jira rejects it because one id doesn't exist, or its response is
 * larger than is read.
 *
 * One deleted id fails all of `id in (…)` with 400; dropping the batch would lose up to 99 others.
 * (apache/incubator-devlake#5464)
 * @param readAllIds reads at least one id
 * @param readSingleId reads the id that was rejected alone; distinguishes a deleted ticket from an error
 */
export async function readBisecting<T>(
  ids: readonly string[],
  readAllIds: (ids: readonly string[]) => Promise<readonly T[]>,
  readSingleId: (id: string) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  try {
    return await readAllIds(ids)
  } catch (error) {
    if (!isHttpError(error, 400, 404) && !(error instanceof TrackerResponseTooLargeError)) throw error
  }
  const [first] = ids
  if (first === undefined) return []
  if (ids.length === 1) return readSingleId(first)
  const middle = Math.ceil(ids.length / 2)
  const halves = await Promise.all([
    readBisecting(ids.slice(0, middle), readAllIds, readSingleId),
    readBisecting(ids.slice(middle), readAllIds, readSingleId),
  ])
  return halves.flat()
}

/** Splits a list into parts of at most `size`. */
export function inPartsOf<T>(size: number, items: readonly T[]): T[][] {
  const parts: T[][] = []
  for (let start = 0; start < items.length; start += size) parts.push(items.slice(start, start + size))
  return parts
}
