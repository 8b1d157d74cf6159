import { Handover } from './handover.ts'
import { transportOf } from './mailer.ts'
import { outcomeOf } from './outcome.ts'

const timeoutMs = 10_000

/**
 * Opens a session with the relay, TLS and login included, and ends it; no mail is offered.
 * @throws MailUnavailableError
 * @throws SmtpUrlError
 */
export async function checkRelay(smtpUrl: string): Promise<void> {
  const transport = transportOf({ smtpUrl, connectTimeoutMs: timeoutMs, replyTimeoutMs: timeoutMs })
  try {
    await transport.verify()
  } catch (error) {
    // Nothing was offered, so that this throws what sending would.
    outcomeOf(error, new Handover(() => Promise.resolve()))
  } finally {
    transport.close()
  }
}
