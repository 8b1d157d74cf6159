import { z } from 'zod'
import { TrackerRequestError } from '../../trackers/errors.ts'

/** What a run reads, in this order; `comments` only in incremental runs. */
const phases = ['projects', 'initiatives', 'issues', 'comments'] as const

type Phase = (typeof phases)[number]

const checkpointSchema = z.object({
  phase: z.enum(phases),
  /** Linear's cursor; null at the start of a phase, and where Linear gave none. */
  after: z.string().nullable(),
  /** Creation time of the last record read, to continue where there is no cursor, or its record was deleted. */
  lastCreatedAt: z.number().nullable(),
})

/** How far a run has read. */
export type Checkpoint = z.infer<typeof checkpointSchema>

const firstCheckpoint: Checkpoint = { phase: 'projects', after: null, lastCreatedAt: null }

/** @throws TrackerRequestError for a text that isn't a checkpoint of Linear */
export function readCheckpoint(text: string | null): Checkpoint {
  return text === null ? firstCheckpoint : parseCheckpoint(checkpointSchema, text)
}

function parseCheckpoint<Schema extends z.ZodType>(schema: Schema, text: string): z.infer<Schema> {
  try {
    return schema.parse(JSON.parse(text))
  } catch (error) {
    if (!(error instanceof SyntaxError) && !(error instanceof z.ZodError)) throw error
    throw new TrackerRequestError('The checkpoint of this run is not one of Linear: start a new run.')
  }
}

const placeSchema = checkpointSchema.omit({ phase: true })

/** A position in one list as text. */
export function writePlace(place: z.infer<typeof placeSchema>): string {
  return JSON.stringify(place)
}

/** @throws TrackerRequestError for a text that isn't a position of Linear */
export function readPlace(text: string | null): z.infer<typeof placeSchema> {
  if (text === null) return { after: null, lastCreatedAt: null }
  return parseCheckpoint(placeSchema, text)
}

/** What comes after a page: more of the same phase, the next phase, or null at the end of the run. */
export function nextCheckpoint(
  phase: Phase,
  rest: Omit<Checkpoint, 'phase'> | null,
  isIncremental: boolean,
): string | null {
  if (rest !== null) return JSON.stringify({ phase, ...rest })
  const next = phases[phases.indexOf(phase) + 1]
  if (next === undefined || (next === 'comments' && !isIncremental)) return null
  return JSON.stringify({ phase: next, after: null, lastCreatedAt: null })
}
