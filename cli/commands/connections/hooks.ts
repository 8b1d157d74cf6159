import { z } from 'zod'
import { trackers } from '../../../adapters/trackers/registry.ts'
import { hookPath } from '../../../domain/page-paths.ts'
import { findConnection } from '../../../queries/connections/find-connection.ts'
import { keepHookSecret, newHookSecret, switchHooksOff } from '../../../queries/hooks/hook-secret.ts'
import { commandLineActor } from '../../../queries/sign-in/admins.ts'
import { defineAction } from '../../frame/action.ts'
import { NegativeResultError, UsageError } from '../../frame/errors.ts'
import { connectionNotFound } from '../../output/not-found.ts'
import { askSecret } from '../connect/ask-secret.ts'

const secretVariable = 'PLUMBLINE_WEBHOOK_SECRET'

/** `plumbline connections hooks`. */
export const changeHooks = defineAction(
  z.object({ name: z.string(), givenSecret: z.boolean().default(false), off: z.boolean().default(false) }),
  async (session, { name, givenSecret, off }) => {
    if (off && givenSecret) throw new UsageError('use either --off or --given-secret')
    const { store, keys } = await session.room()
    const found = await findConnection(store, name)
    if (found.connection === null) throw connectionNotFound(name, found)
    const { connection } = found
    const { connectionId } = connection
    const by = { actor: commandLineActor, nowAt: session.now() }
    if (off) {
      const wereOn = await switchHooksOff(store, connection, by)
      return {
        json: { connectionId, name, hooks: 'off' },
        lines: [wereOn ? `"${name}" no longer takes webhooks.` : `"${name}" took no webhooks.`],
      }
    }
    const { hooks, label } = trackers.definitionOf(connection.tracker)
    if (hooks === undefined) throw new NegativeResultError(`${label} sends no webhooks that Plumbline takes`)
    // One of ours would be kept for nothing where the tracker takes none but its own.
    const given =
      givenSecret || hooks.secretFrom === 'tracker'
        ? await askSecret(session, secretVariable, `${label}'s secret of the webhook of ${name}`)
        : null
    const secret = given ?? newHookSecret()
    await keepHookSecret(store, await keys(), { connection, secret }, by)
    const { publicOrigin } = (await session.config()).web
    const address = `${publicOrigin ?? ''}${hookPath(connectionId)}`
    return {
      json: { connectionId, name, hooks: 'on', address, secret: given === null ? secret : null },
      lines: [
        `Address: ${address}${publicOrigin === null ? ' (behind the address of the pages: set PUBLIC_URL)' : ''}`,
        given === null ? `Secret: ${secret} (shown once)` : 'The secret was saved.',
        ...hooks.setUp,
      ],
    }
  },
)
