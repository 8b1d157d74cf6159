/** How the words of an attempt begin whose sender the relay refused: it answered MAIL FROM, and did not know the reader yet. */
export const senderRefused = 'The relay refused the sender'

interface RefusalRule {
  readonly about: 'reader' | 'sender'
  /** Looked for in the reply, its lines joined. */
  readonly says: RegExp
}

/**
 * What a refusal is about, by the words and codes (RFC 3463, 7372) of the relays that are in use; the first that fits counts. One that no
 * line fits is about its reader. test/domain/deliver/refusals.test.ts has what each relay says.
 */
const refusalRules: readonly RefusalRule[] = [
  // Accounts, limits and blocks of our own: Exchange Online's codes, and that of an unknown or unusable sender.
  {
    about: 'sender',
    says: /\b(?:5\.2\.252|5\.1\.90|[45]\.1\.[78])\b|rejected due to DMARC|\bsender (?:is )?denied/i,
  },
  // The reader's mailbox: no such one, full, closed, or getting too much.
  { about: 'reader', says: /\b[45]\.[12]\.\d+\b/ },
  {
    about: 'reader',
    says: /\b(?:mailbox|inbox|user|recipient)\b.{0,40}\b(?:full|quota|storage|unknown|thread limit)\b|storage allocation|(?:disk|mail|mailbox) quota|size .{0,30}limit|number of messages it may receive/i,
  },
  { about: 'reader', says: /\baccount or domain may not exist\b/i },
  { about: 'reader', says: /\bgr[ea]y-?list/i },
  // The relay has no room, or is going down.
  { about: 'sender', says: /\b4\.3\.[12]\b|insufficient system storage|space shortage/i },
  // Who we are could not be proved: SPF, DKIM, DMARC, the name of our address, TLS.
  { about: 'sender', says: /\b[45]\.7\.(?:2\d|3[0-2])\b/ },
  {
    about: 'sender',
    says: /\b(?:SPF|DKIM|DMARC)\b|anti-?spoofing|unauthenticated|reverse (?:dns|hostname)|cannot find your hostname|helo command rejected|spoofed|\b5\.7\.9 message not accepted for policy reasons/i,
  },
  // Our address, domain or account has a bad name there, or was closed.
  { about: 'sender', says: /\b5\.7\.(?:50[12368]|509|511|515|6[0-4]\d|7\d\d)\b|\b4\.7\.[5-7]\d\d\b/ },
  {
    about: 'sender',
    says: /\[(?:TSS|BL)\d+\]|blocked using|black ?list|\bbl(?:ock)?list|spamhaus|spamcop|barracuda|ipcheck\.proofpoint|csi\.mimecast|(?:poor|low) reputation|not allowed to connect|client host .{0,80}(?:blocked|rejected)/i,
  },
  { about: 'sender', says: /\b(?:your account|sending|sender)\b.{0,40}\b(?:paused|suspended|disabled)\b/i },
  // Too much at once, or of a day's share.
  {
    about: 'sender',
    says: /throttl|rate[- ]limit|sending rate|too (?:many|much) (?:concurrent|connections?|mail|messages|recipients)|(?:quota|limit|credits|rate) (?:has been |was )?exceeded|exceeded .{0,60}(?:quota|limit)|\b5\.7\.23[23]\b/i,
  },
  // Our address may not send, or the relay doesn't take mails from us to others.
  {
    about: 'sender',
    says: /sender (?:address rejected|verify failed|address is not allowed)|verified sender|sender domain is not verified|not owned by user|address is not verified|permissions? to send as|\b5\.7\.(?:54|60|64)\b/i,
  },
  {
    about: 'sender',
    says: /relay(?:ing)? (?:access )?(?:is )?(?:denied|disallowed|prohibited|not (?:allowed|permitted))|(?:unable|not permitted) to relay|use me .{0,80}as a relay|\bsmtp auth.{0,20}required/i,
  },
]

/**
 * Whether a refusal is about us, whoever the reader is: a block, a limit, a sender that may not send. Then a "never" (5xx) ends once that
 * is mended, and the other readers' mails would fare the same until then.
 *
 * @param reply with its codes
 */
export function isAboutSender(reply: string): boolean {
  if (reply.startsWith(senderRefused)) return true
  // What each further line of a reply begins with.
  const text = reply.replace(/ [45]\d\d[- ](?:[45]\.\d{1,3}\.\d{1,3} )?/g, ' ')
  return refusalRules.find(({ says }) => says.test(text))?.about === 'sender'
}
