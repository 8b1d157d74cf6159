import type { TrackerKind } from '../ticket.ts'

/** What a status means for measuring: `waiting` is in progress at a lower weight, `dropped` is closed without a result. */
export const statusMeanings = ['unstarted', 'in_progress', 'waiting', 'done', 'dropped'] as const

export type StatusMeaning = (typeof statusMeanings)[number]

/** A correction by an admin: what statuses mean, whatever the tracker says. */
export interface StatusMapping {
  /** Ids as they are, and names in comparable form; one of them must fit. */
  readonly statuses: readonly string[]
  readonly tracker?: TrackerKind
  /** Key, name or id of the tracker's project, in comparable form. */
  readonly project?: readonly string[]
  /** Key, name or id of Linear's team, in comparable form. */
  readonly team?: readonly string[]
  readonly means: StatusMeaning
}

/** What a rule file says of statuses and resolutions; names in comparable form. */
export interface StatusRules {
  /** The first that fits holds. */
  readonly mappings: readonly StatusMapping[]
  /** Names that wait where the tracker has them in progress. */
  readonly waitingNames: readonly string[]
  /** Names (or ids) of resolutions, and names of closed statuses, that deliver nothing. */
  readonly droppedResolutions: readonly string[]
}
