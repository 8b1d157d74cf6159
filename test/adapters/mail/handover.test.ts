import { once } from 'node:events'
import { createServer } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { createTransport } from 'nodemailer'
import { expect, onTestFinished, test } from 'vitest'
import { Handover } from '../../../adapters/mail/handover.ts'

const raw = Buffer.from('Subject: Q2\r\n\r\nfigures\r\n')

/** A handover whose relay has taken every byte and not answered. */
async function handedOver(): Promise<Handover> {
  const handover = new Handover(() => Promise.resolve())
  const stream = handover.watch([raw])
  for (const reply of ['250 ok', '250 ok', '354 go ahead']) handover.replied(reply)
  expect(await buffer(stream)).toEqual(raw)
  return handover
}

test('a mail whose bytes have gone is not read again, and what became of it stays known', async () => {
  const handover = await handedOver()
  await expect(buffer(handover.watch([raw]))).rejects.toThrow('must not be handed over twice')
  expect(handover).toMatchObject({ offered: true, begun: true, ended: true, hasUnaskedReply: false })
})

test('a mail that the mail library puts on another connection ends no process, and reaches no server', async () => {
  const said: string[] = []
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.on('data', (bytes) => {
      said.push(String(bytes))
      socket.write(/^DATA/.test(String(bytes)) ? '354 go ahead\r\n' : '250 ok\r\n')
    })
    socket.write('220 relay.example\r\n')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const transport = createTransport({ host: '127.0.0.1', port: address.port, ignoreTLS: true, pool: true })
  onTestFinished(() => transport.close())
  const handover = await handedOver()
  transport.use('stream', (mail, done) => {
    if (mail.message !== null) mail.message.createReadStream = () => handover.watch([raw])
    done()
  })
  const envelope = { from: 'plumbline@company.example', to: 'ada@company.example' }
  await expect(transport.sendMail({ envelope, raw })).rejects.toThrow('must not be handed over twice')
  expect(said.join('')).not.toContain('figures')
})
