import type { Command } from 'commander'
import { z } from 'zod'
import { removeConnection } from '../../adapters/store/sync/connections.ts'
import { connectionNamed } from '../../queries/connections/find-connection.ts'
import type { Act } from '../frame/action.ts'
import type { Answer } from '../frame/result.ts'
import { schedulesFollow } from '../frame/schedules.ts'
import type { Session } from '../frame/session.ts'

const input = z.object({ name: z.string() })

/** `disconnect`: forgets a tracker, its secret and what was read of it. */
export function addDisconnectCommand(program: Command, act: Act): void {
  program
    .command('disconnect')
    .description('remove a connection with its secret and what was read through it')
    .argument('<name>', "the connection's name")
    .addHelpText(
      'after',
      `
Its tickets, decisions and overrides go too; measured effort, reconciliations and sent reports stay.
Revoke the token at the tracker as well.`,
    )
    .action(act(input, disconnect))
}

async function disconnect(session: Session, { name }: z.infer<typeof input>): Promise<Answer> {
  const store = await session.store()
  const { connectionId } = await connectionNamed(store, name)
  await removeConnection(store, connectionId)
  return {
    json: { connectionId, name, removed: true },
    lines: [`Removed "${name}", its secret and what was read through it.`, await schedulesFollow(session)],
  }
}
