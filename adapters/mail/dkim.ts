import { createPrivateKey, type KeyObject } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import DKIM from 'nodemailer/lib/dkim'

/** What mails are signed with (RFC 6376); the key's public half stands in DNS at `selector._domainkey.domain`. */
export interface DkimKey {
  readonly domain: string
  readonly selector: string
  readonly privateKey: KeyObject
}

/** A private key that mails can't be signed with. The message holds nothing of it. */
export class DkimKeyError extends Error {
  override readonly name = 'DkimKeyError'
}

/** Shorter keys count as no signature (RFC 8301 3.2). */
const leastBits = 1_024

/** Reads an RSA private key in PEM, without a passphrase. @throws DkimKeyError */
export function readDkimKey(pem: Buffer): KeyObject {
  const key = privateKeyIn(pem)
  if (key === null)
    throw new DkimKeyError('holds no private key in PEM that can be read without a passphrase')
  if (key.asymmetricKeyType !== 'rsa')
    throw new DkimKeyError(
      `holds a key of type ${key.asymmetricKeyType}, and mails are signed with RSA: openssl genrsa 2048`,
    )
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
  if (bits < leastBits)
    throw new DkimKeyError(
      `holds a key of ${bits} bits, which mail servers don't accept: openssl genrsa 2048`,
    )
  return key
}

function privateKeyIn(pem: Buffer): KeyObject | null {
  try {
    return createPrivateKey(pem)
  } catch {
    // OpenSSL's own words tell nothing that helps, and may quote the file.
    return null
  }
}

/** Puts a signature before the mail; the same mail and key give the same bytes. */
export async function signMail(mail: Buffer, { domain, selector, privateKey }: DkimKey): Promise<Buffer> {
  const signer = new DKIM({ domainName: domain, keySelector: selector, privateKey })
  const signed = await buffer(signer.sign(mail))
  // The mail library leaves a mail as it is where signing fails.
  if (!/^DKIM-Signature:/.test(signed.toString('latin1', 0, 20)))
    throw new Error('a mail could not be signed')
  return signed
}
