import { z } from 'zod'
import { trackers } from '../../adapters/trackers/registry.ts'
import { chooseConnectionScopes } from '../../queries/connections/choose-scopes.ts'
import { type Connection, findConnection } from '../../queries/connections/find-connection.ts'
import { trackerOpener } from '../../worker/parts/tracker.ts'
import { alignAfterChange } from '../../worker/schedules/align-after-change.ts'
import { type Answer, missing, page, redirect } from '../http/answer.ts'
import { definePage, type PageRequest } from '../http/page.ts'
import { askTracker, type TrackerAnswer } from './ask-tracker.ts'
import { connectionPath } from './paths.ts'
import { type SeenScopes, scopesAwayView, scopesView } from './scopes-view.ts'
import { startSyncOf } from './start-sync.ts'

/** What the account sees, to choose from. */
export const scopes = definePage('GET /connections/:connectionId/scopes', async (request) => {
  const connection = await connectionOf(request)
  if (connection === null) return missing
  const { scopeKeys: chosen } = connection
  return choice(request, connection, { chosen, reads: chosen.length === 0 ? 'all' : 'chosen', search: '' })
})

const scopeKey = z
  .string()
  .max(300)
  .regex(/^\P{Cc}+$/u)
const fields = z.object({
  do: z.enum(['search', 'save']).default('save'),
  reads: z.enum(['all', 'chosen']).default('all'),
  search: z.string().max(200).default(''),
  scope: z
    .union([scopeKey, z.array(scopeKey)])
    .default([])
    .transform((value) => (typeof value === 'string' ? [value] : value)),
})

/** Searches among them without changing anything, or keeps what was chosen and reads it. */
export const chooseScopesOf = definePage('POST /connections/:connectionId/scopes', async (request) => {
  const connection = await connectionOf(request)
  if (connection === null) return missing
  const { do: what, reads, search, scope: chosen } = request.form(fields)
  if (what === 'search') return choice(request, connection, { chosen, reads: 'chosen', search })
  if (reads === 'chosen' && chosen.length === 0)
    return choice(request, connection, { chosen, reads, search, problem: 'Choose at least one, or all.' })
  // Nothing was ticked when the form was shown: whoever ticked some and left the choice above at "all" may mean either.
  if (reads === 'all' && chosen.length > 0 && connection.scopeKeys.length === 0)
    return choice(request, connection, { chosen, reads: 'chosen', search, problem: someTicked })
  const { parts, visitor, nowAt } = request
  const scopeKeys = reads === 'all' ? [] : chosen
  await chooseConnectionScopes(parts.store, connection, scopeKeys, { actor: visitor.email, nowAt })
  await alignAfterChange(parts, nowAt)
  const started = await startSyncOf(request, { connection, depth: 'recent' })
  return redirect(`${connectionPath(connection.connectionId)}?sync=${started}`)
})

const someTicked = 'Some were ticked. Save again to read only those, or untick them to read all.'

interface Choosing {
  readonly chosen: readonly string[]
  readonly reads: 'all' | 'chosen'
  readonly search: string
  readonly problem?: string
}

async function choice(request: PageRequest, connection: Connection, choosing: Choosing): Promise<Answer> {
  const { formToken } = request
  const definition = trackers.definitionOf(connection.tracker)
  const title = `Choose ${definition.scopeNoun.plural}`
  const seen = await seenBy(request, connection, definition.label)
  if (seen.kind === 'failed') return page(title, scopesAwayView(connection, definition, seen.words))
  const { problem = null, ...rest } = choosing
  const view = scopesView({ ...rest, connection, definition, problem, seen: seen.result, formToken })
  return page(title, view, problem === null ? {} : { status: 400 })
}

async function seenBy(
  { parts }: PageRequest,
  connection: Connection,
  label: string,
): Promise<TrackerAnswer<SeenScopes>> {
  return askTracker(label, async (signal) => {
    const tracker = await trackerOpener(await parts.keys(), parts.now)(connection)
    const { accountName, accountEmail, site, scopes: seen } = await tracker.preflight(signal)
    const counts = (await tracker.countByScope?.(signal)) ?? new Map<string, number>()
    return { accountName, accountEmail, site, scopes: seen, counts }
  })
}

async function connectionOf({ parts, param }: PageRequest): Promise<Connection | null> {
  const { connection } = await findConnection(parts.store, param('connectionId'))
  return connection
}
