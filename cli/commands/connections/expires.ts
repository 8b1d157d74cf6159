import { z } from 'zod'
import { expiryDateOf } from '../../../domain/sync/secret-expiry.ts'
import { findConnection } from '../../../queries/connections/find-connection.ts'
import { changeSecretExpiry } from '../../../queries/connections/secret-expiry.ts'
import { commandLineActor } from '../../../queries/sign-in/admins.ts'
import { defineAction } from '../../frame/action.ts'
import { connectionNotFound } from '../../output/not-found.ts'

/** `plumbline connections expires`. */
export const changeExpiry = defineAction(
  z.object({ name: z.string(), date: z.number().optional() }),
  async (session, { name, date: expiresAt = null }) => {
    const store = await session.store()
    const found = await findConnection(store, name)
    if (found.connection === null) throw connectionNotFound(name, found)
    const { connectionId } = found.connection
    await changeSecretExpiry(store, connectionId, {
      ...{ expiresAt, actor: commandLineActor, nowAt: session.now() },
    })
    const secretExpiresOn = expiresAt === null ? null : expiryDateOf(expiresAt)
    return {
      json: { connectionId, name, secretExpiresOn },
      lines: [
        secretExpiresOn === null
          ? `It is no longer known when the secret of "${name}" expires.`
          : `The secret of "${name}" expires on ${secretExpiresOn}; admins are warned before.`,
      ],
    }
  },
)
