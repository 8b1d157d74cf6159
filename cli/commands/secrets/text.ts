import type { UnreadableSecret } from '../../../queries/secrets/rewrap.ts'
import { keyFileOf } from '../../../worker/parts/keys.ts'
import type { Config } from '../../../worker/settings/config.ts'

/** A line for each secret that no key opens. */
export function unreadableLines(unreadable: readonly UnreadableSecret[]): string[] {
  return unreadable.map(({ reason }) => `Left as it is: ${reason}`)
}

/** When an old key may be taken out, and of what, for a person: Temporal keeps what it sealed as well as the store. */
export function whenOldMayGo(config: Config): string[] {
  const place = config.secretKey === null ? keyFileOf(config) : 'PLUMBLINE_SECRET_KEY'
  return [
    `An old key may be taken out of ${place} when all of this is so:`,
    '  "secrets list" shows no secret encrypted with it;',
    '  npm start has been started since the new key came, which encrypts the schedules again;',
    '  every sync and report that had begun before has ended, those too that wait for a mail to be sent.',
    "What older runs did can't be read in Temporal after that.",
  ]
}
