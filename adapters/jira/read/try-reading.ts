import {
  mayPass,
  TrackerAuthError,
  TrackerRequestError,
  TrackerResponseTooLargeError,
} from '../../trackers/errors.ts'
import type { TrackerScope } from '../../trackers/tracker.ts'
import { isHttpError, JiraPageError } from '../http/http-error.ts'
import { parseIssue } from '../map/ticket.ts'
import { readCompleteLists } from './complete-lists.ts'
import type { JiraDeployment } from './site/deployment.ts'
import { walkStart } from './walk/checkpoint.ts'
import { walkWhere } from './walk/walk.ts'

/** Enough to find a ticket in, and few enough for any query. */
const mostScopes = 20

/** Somebody waits for it, who would rather connect than know. */
const withinMs = 8000

/**
 * Reads one ticket with its history, comments and worklogs, as a sync does: an account may be shown projects and be refused the rest.
 * Whatever isn't about rights is left to the sync, which asks again.
 * @param fields ids of the fields to read
 * @throws TrackerAuthError where a right or a scope is missing
 */
export async function tryReading(
  deployment: JiraDeployment,
  { scopes, fields }: { readonly scopes: readonly TrackerScope[]; readonly fields: readonly string[] },
  signal: AbortSignal | undefined,
): Promise<void> {
  if (scopes.length === 0) return
  const own = AbortSignal.timeout(withinMs)
  try {
    const within = signal === undefined ? own : AbortSignal.any([signal, own])
    await readOne(deployment, walkWhere(scopes.slice(0, mostScopes), null), fields, within)
  } catch (error) {
    if (own.aborted && error === own.reason) return
    throwForbidden(error)
  }
}

async function readOne(
  deployment: JiraDeployment,
  where: string,
  fields: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const { pendingIds } = await deployment.readIdPage(where, walkStart, signal)
  const { issues } = await deployment.readIssues({ ids: pendingIds.slice(0, 1), fields }, signal)
  const issue = parseIssue(issues[0])
  const fromTheirOwn = { askedAgain: true, comments: true, worklogs: true }
  if (issue !== null) await readCompleteLists(deployment, issue, fromTheirOwn, signal)
}

/** @throws TrackerAuthError in place of a bare refusal; a bug as it is */
function throwForbidden(error: unknown): void {
  if (isHttpError(error, 403) && !(error instanceof JiraPageError))
    throw new TrackerAuthError(
      'Jira shows the projects and forbids the account to search their tickets or to read their histories (HTTP 403): a right is ' +
        'missing. Let a Jira admin give it access to Jira, and the permission to browse those projects.',
    )
  const isLeftToSync =
    mayPass(error) || error instanceof TrackerRequestError || error instanceof TrackerResponseTooLargeError
  if (!isLeftToSync) throw error
}
