/**
 * Whether mail servers count a signature as the sender's (DMARC, RFC 7489 3.1.1): both domains belong to one organisation. Domains under
 * a suffix of two labels, such as co.uk, may pass without.
 */
export function isAligned(signedFor: string, senderDomain: string): boolean {
  const organisation = (domain: string): string => domain.toLowerCase().split('.').slice(-2).join('.')
  return organisation(signedFor) === organisation(senderDomain)
}
