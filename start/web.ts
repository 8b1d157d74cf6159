import { identityProvider } from '../adapters/identity/provider.ts'
import { listAdmins } from '../queries/sign-in/admins.ts'
import { type OpenSite, openSite } from '../web/site.ts'
import type { Mail } from '../worker/parts/mail.ts'
import { webMail } from '../worker/parts/mail-identity.ts'
import type { Surroundings } from '../worker/parts/store.ts'
import { ConfigError } from '../worker/settings/config-error.ts'
import { usualWebPort } from '../worker/settings/web-config.ts'
import type { StoreAndTemporal } from '../worker/store-and-temporal.ts'

const inUse = 'EADDRINUSE'

/** A worker that has just started has more urgent things to do, and one that a test starts is gone by then. */
const prepareAfterMs = 20_000

/**
 * Opens the pages. Null where no port was set and another program, such as a second worker on this machine, has the usual one.
 * @throws ConfigError where the port that is set can't be had
 */
export async function openWeb(
  { config, log, now }: Surroundings,
  { store, keys, temporal }: StoreAndTemporal,
  mail: Mail,
): Promise<OpenSite | null> {
  const { host, port, publicOrigin, mailLinkDays, trustsProxy, provider } = config.web
  const parts = {
    store,
    keys,
    temporal,
    syncEveryMinutes: config.syncEveryMinutes,
    now,
    log,
    publicOrigin,
    mailLinkDays,
    trustsProxy,
    mail: webMail(config, mail),
    provider: provider === null ? null : identityProvider(provider),
  }
  const hasAdmin = (await listAdmins(store)).length > 0
  try {
    const site = await openSite(parts, { host, port: port ?? usualWebPort })
    log.info(`pages: ${site.publicOrigin}`)
    if (!hasAdmin)
      log.info('nobody is an admin yet: npm run -s plumbline -- admin EMAIL prints a link that signs them in')
    setTimeout(() => site.prepare(), prepareAfterMs).unref()
    return site
  } catch (error) {
    const code = codeOf(error)
    if (code === null) throw error
    if (code !== inUse || port !== null)
      throw new ConfigError(`WEB_PORT ${port ?? usualWebPort} on WEB_HOST ${host} can't be opened (${code})`)
    log.warn(`no pages here: port ${usualWebPort} is taken by another program; WEB_PORT names another one`)
    return null
  }
}

/** The system's code of a port that can't be opened; null for any other failure. */
function codeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return null
  return error.syscall === 'listen' || error.syscall === 'getaddrinfo' ? String(error.code) : null
}
