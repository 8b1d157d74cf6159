import type { DkimRecord } from '../../adapters/mail/dkim-record.ts'
import { type Check, ok, problem, warning } from './check.ts'

/** What to do about the key that mails are signed with. */
export function signatureCheck(part: string, { kind, name, text }: DkimRecord): Check {
  switch (kind) {
    case 'published':
      return ok(part, `the public key stands at ${name}`)
    case 'missing':
      return problem(part, `nobody can check it: publish a TXT record at ${name}:\n${text}`)
    case 'another key':
      return problem(
        part,
        `${name} holds another key, so that mails look forged: publish ours, or use another selector:\n${text}`,
      )
    case 'unknown':
      return warning(part, `DNS gave no answer for ${name}`)
  }
}
