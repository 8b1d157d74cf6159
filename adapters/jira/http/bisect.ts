import { isRefusal } from './http-error.ts'

/**
 * Asks for many at once, and for halves of them when Jira refuses the lot for one that isn't there.
 *
 * One deleted id makes a whole `id in (…)` a 400; dropping the batch would lose up to 99 others.
 * (apache/incubator-devlake#5464)
 * @param askAll asks for at least one id
 * @param askSingle asks for the one id that was refused by itself; decides between gone and wrong
 */
export async function askBisecting<T>(
  ids: readonly string[],
  askAll: (ids: readonly string[]) => Promise<readonly T[]>,
  askSingle: (id: string) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  try {
    return await askAll(ids)
  } catch (error) {
    if (!isRefusal(error, 400, 404)) throw error
  }
  const [first] = ids
  if (first === undefined) return []
  if (ids.length === 1) return askSingle(first)
  const middle = Math.ceil(ids.length / 2)
  const halves = await Promise.all([
    askBisecting(ids.slice(0, middle), askAll, askSingle),
    askBisecting(ids.slice(middle), askAll, askSingle),
  ])
  return halves.flat()
}

/** Cuts a list into parts of at most `size`. */
export function inPartsOf<T>(size: number, items: readonly T[]): T[][] {
  const parts: T[][] = []
  for (let start = 0; start < items.length; start += size) parts.push(items.slice(start, start + size))
  return parts
}
