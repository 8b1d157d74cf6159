import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { SMTPServer } from 'smtp-server'
import { expect, onTestFinished, test } from 'vitest'
import { checkRelay } from '../../../adapters/mail/check-relay.ts'
import { createMailer } from '../../../adapters/mail/mailer.ts'
import { relayConnection } from '../../../adapters/mail/relay-connection.ts'
import { waitUntil } from '../../setup/wait-until.ts'

const [key, cert] = ['key', 'cert'].map((name) =>
  readFileSync(new URL(`../../fixtures/tls/self-signed.${name}.pem`, import.meta.url)),
)
if (key === undefined || cert === undefined) throw new Error('no certificate')
const selfSigned = { key, cert }

/** A relay on loopback; with TLS it shows a certificate that nobody vouches for. */
async function relayPort(secure: boolean): Promise<number> {
  const server = new SMTPServer({
    ...selfSigned,
    secure,
    authOptional: true,
    disableReverseLookup: true,
    closeTimeout: 100,
    logger: false,
  })
  // Clients that hang up within the handshake.
  server.on('error', () => undefined)
  onTestFinished(() => new Promise((done) => server.close(() => done())))
  const listener = server.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

test('a relay that opens a session is fine', async () => {
  await expect(checkRelay({ smtpUrl: `smtp://127.0.0.1:${await relayPort(false)}` })).resolves.toBeUndefined()
})

test('a certificate that nobody vouches for is called so, not a relay that is down', async () => {
  const checking = checkRelay({ smtpUrl: `smtps://127.0.0.1:${await relayPort(true)}` })
  await expect(checking).rejects.toThrow(/^The mail relay’s certificate can’t be trusted \([A-Z_]+\)/)
})

test('smtps on a port that starts in the clear says which of the two to write', async () => {
  const checking = checkRelay({ smtpUrl: `smtps://127.0.0.1:${await relayPort(false)}` })
  await expect(checking).rejects.toThrow(/^The mail relay’s TLS can’t be used .* write smtp:\/\/ /)
})

test('a relay that is down is named with the system’s own word for it', async () => {
  await expect(checkRelay({ smtpUrl: 'smtp://127.0.0.1:1' })).rejects.toThrow(
    'The mail relay can’t be reached or isn’t ready (ECONNREFUSED): check that it runs',
  )
})

/** A server of any kind on loopback, closed with the test. @returns its port */
async function portOf(server: Server): Promise<number> {
  onTestFinished(() => new Promise((done) => server.close(() => done())))
  const listener = server.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  return address !== null && typeof address === 'object' ? address.port : 0
}

test('a relay is greeted by the name that is set', async () => {
  const greetings: string[] = []
  const server = createServer((socket) => {
    socket.write('220 relay.example\r\n')
    socket.on('data', (bytes) => {
      greetings.push(String(bytes).trim())
      socket.write('250 relay.example\r\n')
    })
    socket.on('error', () => undefined)
  })
  const port = await portOf(server)
  await checkRelay({ smtpUrl: `smtp://127.0.0.1:${port}`, ehloName: 'plumbline.company.example' })
  expect(greetings[0]).toBe('EHLO plumbline.company.example')
})

test('a relay whose replies trickle in is given up, byte by byte as they come', async () => {
  const server = createServer((socket) => {
    const trickle = setInterval(() => socket.write('2'), 20)
    socket.on('error', () => undefined)
    socket.on('close', () => clearInterval(trickle))
  })
  const smtpUrl = `smtp://127.0.0.1:${await portOf(server)}`
  await expect(checkRelay({ smtpUrl }, 200)).rejects.toThrow('The mail relay doesn’t answer in time')
})

test('a relay that asks for a certificate is shown ours', async () => {
  const shown: (string | undefined)[] = []
  // Since TLS 1.3 a client that doesn't trust the server hangs up before it shows its own.
  const asking = {
    ...selfSigned,
    requestCert: true,
    rejectUnauthorized: false,
    maxVersion: 'TLSv1.2',
  } as const
  const server = createTlsServer(asking, (socket) => {
    shown.push(socket.getPeerCertificate().fingerprint256)
    socket.on('error', () => undefined)
  })
  const smtpUrl = `smtps://127.0.0.1:${await portOf(server)}`
  // Nobody vouches for the relay's own.
  await expect(checkRelay({ smtpUrl, clientCertificate: selfSigned })).rejects.toThrow('certificate')
  await waitUntil(() => shown.length > 0)
  expect(shown).toEqual([new X509Certificate(selfSigned.cert).fingerprint256])
})

test('no version of TLS below 1.2 is spoken, whatever the process allows, and none below a higher floor', () => {
  const smtpUrl = 'smtps://mail.company.example'
  expect(relayConnection({ smtpUrl }).tls).toEqual({ minVersion: 'TLSv1.2' })
  expect(relayConnection({ smtpUrl, tlsFloor: '1.3' }).tls).toEqual({ minVersion: 'TLSv1.3' })
})

test('with a floor no mail leaves in clear, also where the relay says that it knows no TLS', async () => {
  const said: string[] = []
  const server = createServer((socket) => {
    socket.write('220 relay.example\r\n')
    socket.on('data', (bytes) => {
      said.push(String(bytes).trim().slice(0, 8))
      socket.write(/^EHLO/.test(String(bytes)) ? '250 relay.example\r\n' : '502 unknown\r\n')
    })
    socket.on('error', () => undefined)
  })
  const smtpUrl = `smtp://127.0.0.1:${await portOf(server)}`
  const mailer = createMailer({ smtpUrl, tlsFloor: '1.2' })
  onTestFinished(() => mailer.close())
  const message = {
    ...{ messageId: '<1@company.example>', parts: [Buffer.from('Subject: Q2\r\n\r\nfigures\r\n')] },
    envelope: { from: 'plumbline@company.example', to: 'ada@company.example', id: '1' },
  }
  const onHandingOver = () => Promise.resolve()
  await expect(mailer.send(message, { onHandingOver })).rejects.toThrow('TLS')
  expect(said.filter((line) => !/^(EHLO|STARTTLS|QUIT)/.test(line))).toEqual([])
  await expect(checkRelay({ smtpUrl, tlsFloor: '1.2' })).rejects.toThrow('TLS')
})
