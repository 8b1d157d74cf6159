import { z } from 'zod'
import { trackers } from '../../adapters/trackers/registry.ts'
import type { TrackerScope } from '../../adapters/trackers/tracker.ts'
import { chooseScopes } from '../../domain/sync/scopes.ts'
import { readAccessGaps } from '../../queries/connections/access-gaps.ts'
import { chooseConnectionScopes } from '../../queries/connections/choose-scopes.ts'
import { type Connection, findConnection } from '../../queries/connections/find-connection.ts'
import { accessGapTexts } from '../../wording/connections/access-gap-text.ts'
import { trackerOpener } from '../../worker/parts/trackers/tracker.ts'
import { alignAfterChange } from '../../worker/schedules/align-after-change.ts'
import { type Answer, missing, page, redirect } from '../http/answer.ts'
import { definePage, type PageRequest } from '../http/page.ts'
import { askTracker, type TrackerAnswer } from './connect/ask-tracker.ts'
import { connectionPath } from './paths.ts'
import { type Choosing, type SeenScopes, scopesAwayView, scopesView } from './scopes-view.ts'
import { startSyncOf } from './start-sync.ts'

/** What the account sees, to choose from. */
export const scopes = definePage('GET /connections/:connectionId/scopes', async (request) => {
  const connection = await connectionOf(request)
  if (connection === null) return missing
  const { scopeKeys: chosen } = connection
  const reads = chosen.length === 0 ? 'all' : 'chosen'
  return choice(request, connection, { chosen, reads, search: '', madeFrom: chosen })
})

const scopeKey = z
  .string()
  .max(300)
  .regex(/^\P{Cc}+$/u)
const scopeKeys = z
  .union([scopeKey, z.array(scopeKey)])
  .default([])
  .transform((value) => (typeof value === 'string' ? [value] : value))
const fields = z.object({
  do: z.enum(['search', 'save']).default('save'),
  reads: z.enum(['all', 'chosen']).default('all'),
  search: z.string().max(200).default(''),
  scope: scopeKeys,
  /** What the connection read when the form was shown. */
  madeFrom: scopeKeys,
})

/** Searches among them without changing anything, or keeps what was chosen and reads it. */
export const chooseScopesOf = definePage('POST /connections/:connectionId/scopes', async (request) => {
  const connection = await connectionOf(request)
  if (connection === null) return missing
  const { do: what, reads, search, scope: chosen, madeFrom } = request.form(fields)
  const choosing = { chosen, reads, search, madeFrom }
  if (what === 'search') return choice(request, connection, { ...choosing, reads: 'chosen' })
  if (reads === 'chosen' && chosen.length === 0)
    return choice(request, connection, { ...choosing, problem: 'Choose at least one, or all.' })
  // Nothing was ticked when the form was shown: whoever ticked some and left the choice above at "all" may mean either.
  if (reads === 'all' && chosen.length > 0 && madeFrom.length === 0)
    return choice(request, connection, { ...choosing, reads: 'chosen', problem: someTicked })
  let scopes: readonly TrackerScope[] = []
  if (reads === 'chosen') {
    const { label } = trackers.definitionOf(connection.tracker)
    const seen = await seenBy(request, connection, label)
    const picked = seen.kind === 'answered' ? chooseScopes(chosen, seen.result.scopes) : null
    if (picked?.kind !== 'chosen')
      return choice(
        request,
        connection,
        { ...choosing, problem: 'The account can’t see everything that was ticked.' },
        seen,
      )
    scopes = picked.scopes
  }
  const { parts, visitor, nowAt } = request
  const { connectionId } = connection
  const scopeKeys = reads === 'all' ? [] : [...new Set(chosen)]
  const by = { actor: visitor.email, nowAt, against: madeFrom }
  const saved = await chooseConnectionScopes(parts.store, { connectionId, scopeKeys, scopes, ...by })
  if (saved.kind === 'gone') return missing
  if (saved.kind === 'overtaken')
    return choice(request, connection, { ...choosing, madeFrom: saved.inForce, overtaken: madeFrom })
  await alignAfterChange(parts, nowAt)
  const started = await startSyncOf(request, { connection, depth: 'recent' })
  return redirect(`${connectionPath(connectionId)}?sync=${started}`)
})

const someTicked = 'Some were ticked. Save again to read only those, or untick them to read all.'

async function choice(
  request: PageRequest,
  connection: Connection,
  choosing: Choosing,
  asked?: TrackerAnswer<SeenScopes>,
): Promise<Answer> {
  const { formToken } = request
  const definition = trackers.definitionOf(connection.tracker)
  const title = `Choose ${definition.scopeNoun.plural}`
  const seen = asked ?? (await seenBy(request, connection, definition.label))
  if (seen.kind === 'failed') return page(title, scopesAwayView(connection, definition, seen.words))
  const view = scopesView({ connection, definition, choosing, seen: seen.result, formToken })
  const isRefused = choosing.problem !== undefined || choosing.overtaken !== undefined
  return page(title, view, isRefused ? { status: 400 } : {})
}

async function seenBy(
  { parts }: PageRequest,
  connection: Connection,
  label: string,
): Promise<TrackerAnswer<SeenScopes>> {
  return askTracker(label, async (signal) => {
    const tracker = await trackerOpener({ ...parts, keys: await parts.keys() })(connection)
    const preflight = await tracker.preflight(signal)
    const { accountName, accountEmail, site, scopes: seen } = preflight
    const counts = (await tracker.countByScope?.(signal)) ?? new Map<string, number>()
    const gaps = accessGapTexts(connection, await readAccessGaps(tracker, preflight, signal))
    return { accountName, accountEmail, site, scopes: seen, counts, gaps }
  })
}

async function connectionOf({ parts, param }: PageRequest): Promise<Connection | null> {
  const { connection } = await findConnection(parts.store, param('connectionId'))
  return connection
}
