import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import { checkRelay } from '../../../adapters/mail/check-relay.ts'
import { tlsTrouble } from '../../../adapters/mail/tls-trouble.ts'

test.each([
  ['CERT_HAS_EXPIRED', /certificate has expired .* renewed there$/],
  ['CERT_NOT_YET_VALID', /isn’t valid yet .* clock of this machine/],
  ['ERR_TLS_CERT_ALTNAME_INVALID', /another host name .* made out to$/],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', /can’t be trusted .* its own, in NODE_EXTRA_CA_CERTS$/],
  ['SELF_SIGNED_CERT_IN_CHAIN', /can’t be trusted .* authority’s file/],
  [
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    /can’t be trusted .* send the certificates between .* NODE_EXTRA_CA_CERTS$/,
  ],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', /send the certificates between/],
  ['CERT_REVOKED', /can’t be trusted .* host name .* NODE_EXTRA_CA_CERTS$/],
  ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', /TLS is too old .* MAIL_TLS_FLOOR/],
  ['ERR_SSL_UNSUPPORTED_PROTOCOL', /TLS is too old/],
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', /asks for a certificate.* MAIL_TLS_CERT_FILE/],
  ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', /doesn’t take ours/],
  ['ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE', /refuses our TLS/],
  ['ERR_SSL_WRONG_VERSION_NUMBER', /can’t be used .* smtp:\/\/ .* smtps:\/\//],
])('%s is told with what to do', (code, words) => {
  const told = tlsTrouble(code, { name: 'The mail relay', scheme: 'smtp' })
  expect(told).toMatch(words)
  expect(told).toContain(`(${code})`)
})

test('what isn’t about TLS is told by no line of these', () => {
  const relay = { name: 'The mail relay', scheme: 'smtp' } as const
  expect(['ECONNREFUSED', 'ETIMEDOUT', 'ENOTFOUND', 'EAUTH'].map((code) => tlsTrouble(code, relay))).toEqual(
    Array(4).fill(null),
  )
})

async function relayOf(options: object): Promise<string> {
  const [key, cert] = ['key', 'cert'].map((name) =>
    readFileSync(new URL(`../../fixtures/tls/self-signed.${name}.pem`, import.meta.url)),
  )
  const server = createServer({ key, cert, ...options }, (socket) => socket.on('error', () => undefined))
  server.on('tlsClientError', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return `smtps://127.0.0.1:${address.port}`
}

test('a relay that knows no TLS of the floor is told as that, not as another kind of address', async () => {
  const smtpUrl = await relayOf({ maxVersion: 'TLSv1.2' })
  await expect(checkRelay({ smtpUrl, tlsFloor: '1.3' })).rejects.toThrow(
    /^The mail relay’s TLS is too old \(ERR_SSL_/,
  )
})
