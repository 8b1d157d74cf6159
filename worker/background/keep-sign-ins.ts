import type { Logger } from 'pino'
import { SecretError } from '../../adapters/secrets.ts'
import { StoreUnavailableError } from '../../adapters/store/sql/client.ts'
import { dayMs } from '../../domain/instant.ts'
import { keepSignInsAlive } from '../parts/trackers/keep-sign-ins.ts'
import type { TokenStore } from '../parts/trackers/renew-tokens.ts'
import { pauseUnlessStopped } from '../process/pause.ts'

const lookEveryMs = dayMs

/** Keeps sign-ins by OAuth alive that nothing uses, now and every day, until the signal aborts. */
export async function watchSignIns(
  log: Logger,
  openParts: () => Promise<TokenStore>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const renewed = await keepSignInsAlive(await openParts())
      if (renewed > 0) log.info({ renewed }, 'renewed sign-ins that nothing had used for a month')
    } catch (error) {
      // The outage of the database is logged by who watches it, and a key that is missing by whoever needs it.
      if (!(error instanceof StoreUnavailableError || error instanceof SecretError)) throw error
      log.debug('sign-ins that nothing uses are looked at again in a day')
    }
    await pauseUnlessStopped(lookEveryMs, signal)
  }
}
