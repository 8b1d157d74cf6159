import type { DkimRecord } from '../../adapters/mail/dkim-record.ts'
import { isAligned } from '../../domain/deliver/readers/signature.ts'
import { type Check, ok, problem, warning } from './check.ts'

/** Whose mails are signed, and for which domain. */
interface Signing {
  readonly signedFor: string
  readonly senderDomain: string
}

/** What to do about the key that mails are signed with. */
export function signatureCheck(
  part: string,
  { kind, name, text }: DkimRecord,
  { signedFor, senderDomain }: Signing,
): Check {
  switch (kind) {
    case 'published':
      return isAligned(signedFor, senderDomain)
        ? ok(part, `the public key is published at ${name}`)
        : warning(
            part,
            `mails come from ${senderDomain} and are signed for ${signedFor}, which DMARC doesn’t count: leave MAIL_DKIM_DOMAIN out, and publish the key there`,
          )
    case 'missing':
      return problem(part, `receivers can’t check it: publish a TXT record at ${name}:\n${text}`)
    case 'another key':
      return problem(
        part,
        `${name} holds a different key, so mails look forged: publish ours, or use another selector:\n${text}`,
      )
    case 'unknown':
      return warning(part, `DNS gave no answer for ${name}`)
  }
}
