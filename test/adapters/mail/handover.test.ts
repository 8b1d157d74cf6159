import { once } from 'node:events'
import { createServer } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { createTransport } from 'nodemailer'
import { expect, onTestFinished, test } from 'vitest'
import { Handover } from '../../../adapters/mail/handover.ts'
import { outcomeOf, outcomeOfReply } from '../../../adapters/mail/outcome.ts'

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

test.each([
  ['451 later', 'deferred'],
  ['554 no', 'failed'],
  ['250 queued', 'sent'],
])('%s is %s only once the final dot has reached the connection', async (reply, kind) => {
  const outcomeAfter = async (dotGiven: boolean) => {
    const handover = await handedOver()
    handover.dotGiven = dotGiven
    handover.replied(reply)
    return reply.startsWith('2')
      ? outcomeOfReply(reply, handover)
      : outcomeOf(Object.assign(new Error('Message failed'), { response: reply }), handover)
  }
  expect(await outcomeAfter(true)).toMatchObject({ kind })
  expect(await outcomeAfter(false)).toMatchObject({ kind: 'ambiguous' })
})
