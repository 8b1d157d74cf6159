import { StoreUnavailableError } from '../../adapters/store/sql/client.ts'
import { storeWaitsMs } from '../../domain/deliver/pace.ts'
import type { MailDependencies } from '../dependencies.ts'

/**
 * Writes how an attempt ended, also where the database is away for some minutes: nobody else knows what the relay said, and without it
 * the mail would end in doubt. What was written and not confirmed changes nothing when it is written again.
 *
 * @param signal after its end there is one more try
 * @throws StoreUnavailableError when the database stays away
 */
export async function untilStored(
  write: () => Promise<boolean>,
  sleep: MailDependencies['sleep'],
  signal: AbortSignal,
): Promise<void> {
  for (const waitMs of storeWaitsMs) {
    try {
      await write()
      return
    } catch (error) {
      if (!(error instanceof StoreUnavailableError) || signal.aborted) throw error
    }
    await sleep(waitMs, signal)
  }
  await write()
}
