import type { UnreadableSecret } from '../../../queries/secrets/rewrap.ts'
import type { Config } from '../../../worker/config.ts'
import { keyFileOf } from '../../../worker/parts/keys.ts'

/** A line for each secret that no key opens. */
export function unreadableLines(unreadable: readonly UnreadableSecret[]): string[] {
  return unreadable.map(({ reason }) => `Left as it is: ${reason}`)
}

/** Where and when an old key is taken out, for a person. */
export function whenOldMayGo(config: Config): string {
  const place = config.secretKey === null ? keyFileOf(config) : 'PLUMBLINE_SECRET_KEY'
  return `An old key may be taken out of ${place} when "secrets list" shows no secret sealed with it, Plumbline has been restarted since, and no workflow that began before that still runs. Histories of older workflows can't be read in Temporal then.`
}
