import { dayMs, type Instant } from '../../instant.ts'

/**
 * What trackers keep no history of that we read, or what admins change without one that counts: a run as of an earlier day takes it
 * as it was when the run was made. Histories of status, assignee, comments and worklogs, and answers in the review queue,
 * are cut at the as-of instant; of a worklog that was changed since, only the hours that it has now are known.
 */
export const takenAsTheyWere = [
  'fields',
  'logged_hours',
  'parents',
  'places',
  'rules',
  'overrides',
  'plan',
] as const

/** A run made later than this after its as-of instant looks back: ordinary runs are made within minutes. */
export const looksBackAfterMs = dayMs

/** What a run can't know as of its instant; empty where it was made then. */
export function unknownThen({
  asOfAt,
  readAt,
}: {
  readonly asOfAt: Instant
  readonly readAt: Instant
}): (typeof takenAsTheyWere)[number][] {
  return readAt - asOfAt > looksBackAfterMs ? [...takenAsTheyWere] : []
}
