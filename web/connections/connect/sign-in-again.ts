import { trackers } from '../../../adapters/trackers/registry.ts'
import { findConnection } from '../../../queries/connections/find-connection.ts'
import { openOAuthSecret } from '../../../worker/parts/trackers/renew-tokens.ts'
import { missing } from '../../http/answer.ts'
import { definePage } from '../../http/page.ts'
import { leaveForTracker } from './leave-for-tracker.ts'

/** Sends an admin to the tracker once more, through the app that a connection has. */
export const signInAgain = definePage('POST /connections/:connectionId/sign-in', async (request) => {
  const { parts, param } = request
  const { connection } = await findConnection(parts.store, param('connectionId'))
  if (connection === null) return missing
  const { tracker, authKind, name, baseUrl, scopeKeys } = connection
  const flow = await trackers.signInOf(tracker, authKind).oauth?.()
  const secret = flow === undefined ? null : await openOAuthSecret(await parts.keys(), connection)
  if (flow === undefined || secret === null) return missing
  const { clientId, clientSecret } = secret
  return leaveForTracker(request, trackers.definitionOf(tracker), flow, {
    ...{ tracker, authKind, name, baseUrl, siteName: null, scopeKeys: [...scopeKeys] },
    app: { clientId, clientSecret },
  })
})
