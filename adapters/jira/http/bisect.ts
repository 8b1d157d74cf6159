import { isHttpError } from './http-error.ts'

/**
 * Asks for many at once, and for halves of them when Jira refuses the lot for one that isn't there.
 *
 * One deleted id makes a whole `id in (…)` a 400; dropping the batch would lose up to 99 others.
 * (apache/incubator-devlake#5464)
 * @param readAll asks for at least one id
 * @param readSingleId asks for the one id that was refused by itself; decides between gone and wrong
 */
export async function readBisecting<T>(
  ids: readonly string[],
  readAll: (ids: readonly string[]) => Promise<readonly T[]>,
  readSingleId: (id: string) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  try {
    return await readAll(ids)
  } catch (error) {
    if (!isHttpError(error, 400, 404)) throw error
  }
  const [first] = ids
  if (first === undefined) return []
  if (ids.length === 1) return readSingleId(first)
  const middle = Math.ceil(ids.length / 2)
  const halves = await Promise.all([
    readBisecting(ids.slice(0, middle), readAll, readSingleId),
    readBisecting(ids.slice(middle), readAll, readSingleId),
  ])
  return halves.flat()
}

/** Cuts a list into parts of at most `size`. */
export function inPartsOf<T>(size: number, items: readonly T[]): T[][] {
  const parts: T[][] = []
  for (let start = 0; start < items.length; start += size) parts.push(items.slice(start, start + size))
  return parts
}
