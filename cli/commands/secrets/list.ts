import { z } from 'zod'
import { type KeyInUse, keysInUse } from '../../../queries/secrets/keys-in-use.ts'
import { defineAction } from '../../frame/action.ts'
import { exitCodes } from '../../frame/exit-codes.ts'
import { columns } from '../../output/columns.ts'
import { unreadableLines, whenOldMayGo } from './text.ts'

/** `plumbline secrets list`. */
export const listSecrets = defineAction(z.object({}), async (session) => {
  const room = await session.room()
  const { keys, unreadable } = await keysInUse(room.store, await room.keys())
  return {
    json: { keys, unreadable },
    lines: [
      ...columns([['KEY', 'USE', 'SECRETS'], ...keys.map(rowOf)]),
      ...unreadableLines(unreadable),
      ...(keys.some(isOld) ? whenOldMayGo(await session.config()) : []),
    ],
    exitCode: unreadable.length === 0 ? exitCodes.ok : exitCodes.negative,
  }
})

function rowOf(key: KeyInUse): string[] {
  const use = key.seals ? 'encrypts' : isOld(key) ? 'no longer encrypts a secret' : 'decrypts only'
  return [key.keyId, use, key.connections.length === 0 ? 'none' : key.connections.join(', ')]
}

/** Whether no secret is sealed with it. Temporal may still keep what is: see `whenOldMayGo`. */
function isOld({ seals, connections }: KeyInUse): boolean {
  return !seals && connections.length === 0
}
