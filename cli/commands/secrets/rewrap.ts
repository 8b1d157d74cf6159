import { z } from 'zod'
import { rewrapSecrets } from '../../../queries/secrets/rewrap.ts'
import { counted } from '../../../wording/counted.ts'
import { addKey, openKeys } from '../../../worker/parts/keys.ts'
import { defineAction } from '../../frame/action.ts'
import { NegativeResultError, TryAgainLaterError } from '../../frame/errors.ts'
import { exitCodes } from '../../frame/exit-codes.ts'
import { reconcileSchedules } from '../../frame/schedules.ts'
import { unreadableLines, whenOldMayGo } from './text.ts'

/** `plumbline secrets rewrap`. */
export const rewrap = defineAction(z.object({}), async (session) => {
  const config = await session.config()
  const store = await session.store()
  const done = await rewrapSecrets(
    store,
    { read: () => openKeys(config, store), add: () => addKey(config) },
    session.now(),
  )
  switch (done.kind) {
    case 'already_running':
      throw new TryAgainLaterError(
        'another "secrets rewrap" is running: let it end, then run the command again',
      )
    case 'no_new_key':
      throw new NegativeResultError(
        `PLUMBLINE_SECRET_KEY holds one key (${done.keyId}), and everything is encrypted with it: put a new key (openssl rand -base64 32) before it, with a comma between, restart what runs, and run this again`,
      )
    case 'rewrapped': {
      const { keyId, addedKey, rewrapped, unreadable, oldKeyIds } = done
      const count = `${counted(rewrapped.length, 'secret')} ${rewrapped.length === 1 ? 'was' : 'were'}`
      return {
        json: { keyId, addedKey, rewrapped, unreadable, oldKeyIds },
        lines: [
          `${count} encrypted with ${addedKey ? 'the new key' : 'key'} ${keyId}.`,
          ...unreadableLines(unreadable),
          await reconcileSchedules(session),
          ...(oldKeyIds.length === 0 ? [] : whenOldMayGo(config)),
        ],
        exitCode: unreadable.length === 0 ? exitCodes.ok : exitCodes.negative,
      }
    }
  }
})
