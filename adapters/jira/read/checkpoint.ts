import { z } from 'zod'

/** Where a run stands between two pages. Page tokens in it live for this run only. */
export interface WalkState {
  /** Ids found by the walk and not yet read. */
  readonly pendingIds: readonly string[]
  /** Where the id walk goes on; null at its start and after its end. */
  readonly nextPageToken: string | null
  readonly walkEnded: boolean
  /** Id pages so far; the walk fails beyond a cap rather than turning for ever. */
  readonly idPages: number
  /** Digests of the tokens already used, to notice one that comes again. (prowler-cloud/prowler#12539) */
  readonly usedTokens: readonly string[]
  /** How often an expired token sent the walk back to its start. */
  readonly restarts: number
}

export const walkStart: WalkState = {
  pendingIds: [],
  nextPageToken: null,
  walkEnded: false,
  idPages: 0,
  usedTokens: [],
  restarts: 0,
}

const checkpointSchema = z.object({
  pendingIds: z.array(z.string()),
  nextPageToken: z.string().nullable(),
  walkEnded: z.boolean(),
  idPages: z.number().int().nonnegative(),
  usedTokens: z.array(z.string()),
  restarts: z.number().int().nonnegative(),
})

/** The state as text for the run's row; null when nothing is left to do. */
export function writeCheckpoint(state: WalkState): string | null {
  return state.walkEnded && state.pendingIds.length === 0 ? null : JSON.stringify(state)
}

/** Reads a checkpoint back; one that another version wrote starts the walk anew, which upserts make harmless. */
export function readCheckpoint(text: string | null): WalkState {
  if (text === null) return walkStart
  const parsed = checkpointSchema.safeParse(parseJson(text))
  return parsed.success ? parsed.data : walkStart
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
