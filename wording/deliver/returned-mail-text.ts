import type { ReturnKind, ReturnVerdict } from '../../domain/deliver/returned-mail.ts'

/** What a bounce or complaint said, and why it was left without effect where it was. */
export function returnText({
  kind,
  verdict,
}: {
  readonly kind: ReturnKind
  readonly verdict: ReturnVerdict
}): string {
  const said = kind === 'bounce' ? 'it came back' : 'its reader complained'
  const why = leftBecause[verdict]
  return why === null ? said : `${said}, but the report changes nothing: ${why}`
}

const leftBecause: Readonly<Record<ReturnVerdict, string | null>> = {
  bounced: null,
  suppressed: null,
  'another address': 'it names another address',
  'earlier attempt': 'it was written before the mail was sent again',
  'no change': 'the mail did not count as sent',
}
