import { z } from 'zod'
import { removeConnectionByName } from '../../../queries/connections/remove-connection.ts'
import { defineAction } from '../../frame/action.ts'
import { reconcileSchedules } from '../../frame/schedules.ts'
import { connectionNotFound } from '../../output/not-found.ts'

/** `plumbline disconnect`. */
export const disconnect = defineAction(z.object({ name: z.string() }), async (session, { name }) => {
  const removed = await removeConnectionByName(await session.store(), name, session.now())
  if (removed.connection === null) throw connectionNotFound(name, removed)
  const { connectionId } = removed.connection
  return {
    json: { connectionId, name, removed: true },
    lines: [
      `Removed "${name}", its secret and everything that was read through it.`,
      await reconcileSchedules(session),
    ],
  }
})
