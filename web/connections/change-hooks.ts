import { z } from 'zod'
import { trackers } from '../../adapters/trackers/registry.ts'
import { OvertakenError } from '../../domain/overtaken.ts'
import { hookSecretOfForm, keepHookSecret, switchHooksOff } from '../../queries/hooks/hook-secret.ts'
import { missing, redirect } from '../http/answer.ts'
import { definePage } from '../http/page.ts'
import { connectionHealthOf, showConnection } from './one.ts'
import { connectionPath } from './paths.ts'

const hookFields = z.object({
  turn: z.enum(['on', 'off']).default('on'),
  secret: z.string().max(1000).default(''),
  /** The mark of the secret that was there when the form was made; empty for none. */
  against: z.string().max(100).default(''),
  /** What tells this form from any other. */
  form: z.string().max(100).default(''),
})

/** Takes a tracker's webhooks, under a secret of its own or a new one that is shown once, or takes none any more. */
export const changeHooksOf = definePage('POST /connections/:connectionId/hooks', async (request) => {
  const found = await connectionHealthOf(request)
  if (found === null) return missing
  const { connection } = found
  const { parts, visitor, nowAt } = request
  const { hooks, label } = trackers.definitionOf(connection.tracker)
  if (hooks === undefined) return missing
  const by = { actor: visitor.email, nowAt }
  const { turn, secret: typed, against, form } = request.form(hookFields)
  if (turn === 'off') {
    await switchHooksOff(parts.store, connection, by)
    return redirect(`${connectionPath(connection.connectionId)}#webhooks`)
  }
  const given = hooks.secretFrom === 'tracker' ? typed.trim() : null
  if (given === '') {
    const words = `${label} makes the secret of a webhook: copy it from there.`
    return showConnection(request, found, { problem: { field: 'hook-secret', words } })
  }
  const keys = await parts.keys()
  const secret = given ?? hookSecretOfForm(keys, connection, form)
  try {
    await keepHookSecret(parts.store, keys, { connection, secret, against }, by)
  } catch (error) {
    if (!(error instanceof OvertakenError)) throw error
    const words = 'The webhooks were changed in the meantime: this is how they are set now.'
    return showConnection(request, found, { problem: { field: null, words } })
  }
  if (given !== null) return redirect(`${connectionPath(connection.connectionId)}#webhooks`)
  // Not in an address: those are kept in logs and histories.
  return showConnection(request, found, { newHookSecret: secret })
})
