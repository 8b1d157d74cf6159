import type { RelayToCheck } from '../../adapters/mail/check-relay.ts'
import type { Config } from '../settings/config.ts'
import { isCertificate, isPrivateKey, pemFile } from '../settings/pem-file.ts'

/** The configured relay, and how it is told who we are. @throws ConfigError for certificate or key files that are of no use */
export function relayOf({
  smtpUrl,
  mail: { ehloName, clientCertificate, tlsFloor },
}: Pick<Config, 'smtpUrl' | 'mail'>): RelayToCheck {
  const cert = pemFile('MAIL_TLS_CERT_FILE', clientCertificate?.certFile ?? null, isCertificate)
  const key = pemFile('MAIL_TLS_KEY_FILE', clientCertificate?.keyFile ?? null, isPrivateKey)
  return {
    smtpUrl,
    ehloName,
    // The mailbox that stands in for a relay is on this machine, and speaks no TLS.
    tlsFloor: smtpUrl === null ? null : tlsFloor,
    clientCertificate: cert === null || key === null ? null : { cert, key },
  }
}
