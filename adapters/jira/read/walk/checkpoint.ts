import { z } from 'zod'

/** The state of a run between two pages. Its page tokens are valid during this run only. */
export interface WalkState {
  /** Ids found by the walk and not yet read. */
  readonly pendingIds: readonly string[]
  /** Records of the list without an id, as JSON, to be set aside with the next page. */
  readonly unreadable: readonly string[]
  /** Where the list of ids continues; null at its start and after its end. */
  readonly nextPageToken: string | null
  readonly walkEnded: boolean
  /** Whether the list said that it goes on, and named no way to the rest. */
  readonly isCut: boolean
  /** How many tickets Jira counts more than its list, read to its end, returned. */
  readonly uncounted: number
  /** Pages of ids read so far; a limit keeps the run from looping. */
  readonly idPages: number
  /** Digests of the tokens used so far, to detect a repeated one. (prowler-cloud/prowler#12539) */
  readonly usedTokens: readonly string[]
  /** How often an expired token restarted the list. */
  readonly restarts: number
}

export const walkStart: WalkState = {
  pendingIds: [],
  unreadable: [],
  nextPageToken: null,
  walkEnded: false,
  isCut: false,
  uncounted: 0,
  idPages: 0,
  usedTokens: [],
  restarts: 0,
}

const checkpointSchema = z.object({
  pendingIds: z.array(z.string()),
  unreadable: z.array(z.string()).default([]),
  nextPageToken: z.string().nullable(),
  walkEnded: z.boolean(),
  isCut: z.boolean().default(false),
  uncounted: z.number().int().nonnegative().default(0),
  idPages: z.number().int().nonnegative(),
  usedTokens: z.array(z.string()),
  restarts: z.number().int().nonnegative(),
})

/** The state as text for the run's row; null when nothing is left to read, to set aside or to note. */
export function writeCheckpoint(state: WalkState): string | null {
  const { walkEnded, pendingIds, unreadable, isCut, uncounted } = state
  const isTold = unreadable.length === 0 && !isCut && uncounted === 0
  const isOver = walkEnded && pendingIds.length === 0 && isTold
  return isOver ? null : JSON.stringify(state)
}

/** Parses a checkpoint. One of another version restarts the list, which is harmless because records are upserted. */
export function readCheckpoint(text: string | null): WalkState {
  if (text === null) return walkStart
  const parsed = checkpointSchema.safeParse(parseJson(text))
  return parsed.success ? parsed.data : walkStart
}

/** Null for what is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
