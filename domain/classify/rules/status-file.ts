import { z } from 'zod'
import { comparable } from '../../text/comparable.ts'
import type { TrackerKind } from '../../ticket.ts'
import { type StatusMapping, type StatusRules, statusMeanings } from '../status-rules.ts'
import { defaultDroppedResolutions, defaultWaitingNames } from '../status-words.ts'
import { trackerSchema } from './conditions-schema.ts'

/** A name or an id, which YAML reads as a number where it isn't in quotes. */
const nameOrId = z
  .union([z.string().trim().min(1), z.number().int().transform(String)], { error: 'must be a name or an id' })
  .transform((text) => text.trim())
const oneOrMore = z
  .union([nameOrId, z.array(nameOrId).min(1)], { error: 'must be a name, an id or a list of them' })
  .transform((value) => (typeof value === 'string' ? [value] : value))

/**
 * The keys of a rule file that say what statuses and resolutions mean.
 * @param trackers the trackers that it may name; without it any name passes
 */
export function statusKeys(trackers: readonly TrackerKind[] | undefined) {
  const mapping = z.strictObject({
    status: oneOrMore,
    tracker: trackerSchema(trackers).optional(),
    project: oneOrMore.optional(),
    team: oneOrMore.optional(),
    means: z.enum(statusMeanings, { error: `must be one of ${statusMeanings.join(', ')}` }),
  })
  return {
    statuses: z.array(mapping, { error: 'must be a list, each with `status` and `means`' }).default([]),
    waiting_statuses: z.array(nameOrId, { error: 'must be a list of names' }).optional(),
    dropped_resolutions: z.array(nameOrId, { error: 'must be a list of names or ids' }).optional(),
  }
}

type StatusPart = z.output<z.ZodObject<ReturnType<typeof statusKeys>>>

/** What all files of a rule set say together. A list that none of them gives is the default one; an empty list names nothing. */
export function statusRulesOf(files: readonly StatusPart[]): StatusRules {
  const waiting = files.flatMap((file) => file.waiting_statuses ?? [])
  const dropped = files.flatMap((file) => file.dropped_resolutions ?? [])
  const givesWaiting = files.some((file) => file.waiting_statuses !== undefined)
  const givesDropped = files.some((file) => file.dropped_resolutions !== undefined)
  return {
    mappings: files.flatMap(({ statuses }) =>
      statuses.map(
        ({ status, tracker, project, team, means }): StatusMapping => ({
          statuses: withIds(status),
          ...(tracker !== undefined && { tracker }),
          ...(project !== undefined && { project: project.map(comparable) }),
          ...(team !== undefined && { team: team.map(comparable) }),
          means,
        }),
      ),
    ),
    waitingNames: givesWaiting ? waiting.map(comparable) : defaultWaitingNames,
    droppedResolutions: givesDropped ? withIds(dropped) : defaultDroppedResolutions,
  }
}

function withIds(namesOrIds: readonly string[]): string[] {
  return [...new Set(namesOrIds.flatMap((each) => [each, comparable(each)]))]
}
