import { join } from 'node:path'
import { type Check, ok, problem } from '../../../wording/health/check.ts'
import { failureText } from '../../../wording/health/failure-text.ts'
import { signatureCheck } from '../../../wording/health/mail-signature.ts'
import { relayOf } from '../../../worker/parts/relay.ts'
import type { StoreAndKeys } from '../../../worker/parts/store.ts'
import type { Config } from '../../../worker/settings/config.ts'
import type { Session } from '../../frame/session.ts'

/** Opens the database and the key file; null if that failed, which a check then reports. */
export async function checkStore(
  session: Session,
  config: Config,
): Promise<{ readonly room: StoreAndKeys | null; readonly checks: readonly Check[] }> {
  try {
    const room = await session.room()
    const where = config.databaseUrl === null ? 'embedded PostgreSQL' : 'by DATABASE_URL'
    const keyPlace = config.secretKey === null ? join(config.dataDir, 'secret.key') : 'PLUMBLINE_SECRET_KEY'
    return {
      room,
      checks: [ok('database', where), ok('key', `${(await room.keys()).sealingKey.keyId}, from ${keyPlace}`)],
    }
  } catch (error) {
    const part = error instanceof Error && error.name.startsWith('Secret') ? 'key' : 'database'
    return { room: null, checks: [problem(part, failureText(error))] }
  }
}

/** Connects to Temporal, or starts the embedded one for a moment. */
export async function checkTemporal(session: Session, config: Config): Promise<Check> {
  const { openTemporal } = await import('../../../worker/parts/temporal/temporal.ts')
  try {
    const temporal = await openTemporal(await session.surroundings(), async () =>
      (await session.room()).keys(),
    )
    await temporal.close()
    const where = config.temporal.address ?? 'embedded dev server'
    return ok('Temporal', `${where}, namespace ${config.temporal.namespace}`)
  } catch (error) {
    return problem('Temporal', failureText(error))
  }
}

/** The relay, and its log and the signature where there is one. */
export async function checkMail(config: Config): Promise<Check[]> {
  const { dkim, relayLogFile } = config.mail
  const checks = [
    checkRelayOf(config),
    ...(relayLogFile === null ? [] : [checkRelayLog(relayLogFile)]),
    ...(dkim === null ? [] : [checkSignature(config)]),
  ]
  return await Promise.all(checks)
}

/** Looks whether mails in doubt can be looked up. */
async function checkRelayLog(path: string): Promise<Check> {
  const part = 'mail relay’s log'
  try {
    const { RotatedLog } = await import('../../../adapters/mail/relay-log/files.ts')
    await new RotatedLog(path).check()
    return ok(part, `mails in doubt are looked up in ${path}`)
  } catch (error) {
    return problem(part, failureText(error))
  }
}

/** Reads the key that mails are signed with, and looks for its public half in DNS. */
async function checkSignature(config: Config): Promise<Check> {
  const part = 'mail signature'
  try {
    const { mailIdentityOf } = await import('../../../worker/parts/mail-identity.ts')
    const { dkim, messageIdDomain: senderDomain } = mailIdentityOf(config)
    if (!dkim) return ok(part, 'none')
    const { dkimRecordOf } = await import('../../../adapters/mail/dkim-record.ts')
    return signatureCheck(part, await dkimRecordOf(dkim), { signedFor: dkim.domain, senderDomain })
  } catch (error) {
    return problem(part, failureText(error))
  }
}

/** Opens a session with the relay, login included; no mail is sent. */
async function checkRelayOf(config: Config): Promise<Check> {
  const { smtpUrl, dataDir } = config
  if (smtpUrl === null) {
    return ok('mail', `no SMTP_URL is set, so mails are kept in ${join(dataDir, 'mailbox')}`)
  }
  try {
    const { checkRelay } = await import('../../../adapters/mail/check-relay.ts')
    await checkRelay({ ...relayOf(config), smtpUrl })
    return ok('mail', 'the relay answers and accepts the login')
  } catch (error) {
    return problem('mail', failureText(error))
  }
}
