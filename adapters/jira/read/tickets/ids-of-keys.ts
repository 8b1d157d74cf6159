import { inPartsOf, readBisecting } from '../../http/bisect.ts'
import { isHttpError } from '../../http/http-error.ts'
import { idSchema, keyedSchema } from '../../map/schemas.ts'

const keysPerSearch = 100

export interface KeyLookup {
  /** Searches for the tickets with some keys: their records. */
  readonly search: (keys: readonly string[]) => Promise<readonly unknown[]>
  /** Reads one ticket by its key, from the database, not from the index; empty when it was deleted or is hidden. */
  readonly readOne: (key: string) => Promise<readonly unknown[]>
}

/**
 * Finds the ids of keys; keys of deleted or hidden tickets are left out. A key that no search returns is asked for alone: the index
 * lags, and a ticket that was moved comes under its new key.
 */
export async function findIdsOfKeys(
  keys: readonly string[],
  { search, readOne }: KeyLookup,
): Promise<Map<string, string>> {
  // They become part of a query.
  const asked = [...new Set(keys)].filter((key) => /^\w+-\d+$/.test(key))
  const askedAlone = new Set<string>()
  const alone = async (key: string) => {
    askedAlone.add(key)
    const [issue] = await readOne(key).catch(noneIfForbidden)
    const id = idSchema.safeParse(issue).data?.id
    return id === undefined ? [] : [{ key, id }]
  }
  const together = async (part: readonly string[]) =>
    (await search(part)).flatMap((record) => keyedSchema.safeParse(record).data ?? [])
  const parts = inPartsOf(keysPerSearch, asked).map((part) => readBisecting(part, together, alone))
  const ids = new Map((await Promise.all(parts)).flat().map(({ key, id }) => [key, id]))
  const missing = asked.filter((key) => !ids.has(key) && !askedAlone.has(key))
  for (const { key, id } of (await Promise.all(missing.map(alone))).flat()) ids.set(key, id)
  return ids
}

function noneIfForbidden(error: unknown): [] {
  if (isHttpError(error, 403)) return []
  throw error
}
