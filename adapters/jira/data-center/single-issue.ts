import type { ByteBudget } from '../http/byte-budget.ts'
import type { Version2Client } from '../http/client.ts'
import { isHttpError } from '../http/http-error.ts'

interface SingleOptions {
  readonly fields: readonly string[]
  readonly withHistories: boolean
  /** What the response is counted against. Missing where it is small. */
  readonly budget?: ByteBudget
}

/** Reads one ticket from the database, not from the index; empty when it was deleted or is hidden. @throws JiraHttpError 403 */
export async function readSingle(
  client: Version2Client,
  id: string,
  { fields, withHistories, budget }: SingleOptions,
  signal: AbortSignal | undefined,
): Promise<unknown[]> {
  const expand = withHistories ? { expand: 'changelog' } : {}
  const query = { fields: fields.join(','), ...expand }
  try {
    return [await client.send({ path: `issue/${encodeURIComponent(id)}`, query }, signal, budget)]
  } catch (error) {
    if (isHttpError(error, 404)) return []
    throw error
  }
}
