import { once } from 'node:events'
import { createServer } from 'node:net'
import { Transform } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { Handover } from '../../../adapters/mail/handover.ts'
import { createMailer } from '../../../adapters/mail/mailer.ts'
import { hasReadyLines, linesOf } from '../../../adapters/mail/ready-lines.ts'

/** A relay that keeps what comes after DATA as it comes, to the final dot. */
async function relayOfBytes() {
  const taken: string[] = []
  const server = createServer((socket) => {
    let data: string | null = null
    socket.on('error', () => undefined)
    socket.on('data', (bytes) => {
      if (data === null) {
        for (const line of bytes.toString('latin1').split('\r\n').slice(0, -1)) {
          if (line === 'DATA') data = ''
          socket.write(line === 'DATA' ? '354 go ahead\r\n' : '250 ok\r\n')
        }
        return
      }
      data += bytes.toString('latin1')
      if (!data.endsWith('\r\n.\r\n')) return
      taken.push(data)
      data = null
      socket.write('250 taken\r\n')
    })
    socket.write('220 relay.example\r\n')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const mailer = createMailer({
    smtpUrl: `smtp://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
  })
  onTestFinished(async () => {
    await mailer.close()
    server.close()
  })
  const envelope = { from: 'plumbline@company.example', to: 'ada@company.example', id: 'row-1' }
  const send = (...parts: Buffer[]) =>
    mailer.send(
      { messageId: '<row-1@company.example>', envelope, parts },
      { onHandingOver: () => Promise.resolve() },
    )
  return { taken, send }
}

/** By RFC 5321 4.5.2. */
function asData(text: string): string {
  const lines = text.replace(/\r\n|\r|\n/g, '\r\n')
  return `${lines}${lines.endsWith('\r\n') ? '' : '\r\n'}`.replace(/(?<=^|\r\n)\./g, '..').concat('.\r\n')
}

const head = 'Subject: Q2\r\n\r\n'
const long = `${'A line. With dots ...\r\n'.repeat(5_000)}`

test.each([
  ['of ready lines', `${head}${long}.. not at the start: x.\r\nend.\r\n`.replace('\r\n..', '\r\n ..'), true],
  ['of one line', 'Subject: Q2\r\n', true],
  [
    'of which a line is longer than a piece',
    `${head}${'x'.repeat(70_000)}\r\n${'.'.padStart(40_000)}\r\n`,
    true,
  ],
  ['of which a line begins with a dot', `${head}${long}.\r\n.hidden\r\n`, false],
  ['that begins with a dot', `.${long}`, false],
  ['of which a line ends in LF alone', `${head}${long}a\n.\nb\r\n`, false],
  ['of which a line ends in CR alone', `${head}${long}a\r.\rb\r\n`, false],
  ['without an end of its last line', `${head}${long}end`, false],
])('a mail %s reaches the relay as DATA is to carry it', async (_, text, isReady) => {
  const raw = Buffer.from(text)
  expect(hasReadyLines([raw])).toBe(isReady)
  const { taken, send } = await relayOfBytes()
  expect(await send(raw)).toMatchObject({ kind: 'sent' })
  expect(taken).toEqual([asData(text)])
})

test('mails of any lines reach the relay as DATA is to carry them, one after the other on a connection', async () => {
  const { taken, send } = await relayOfBytes()
  const words = fc.constantFrom('.', '..', 'a', '\r\n', '\r\n.', '\n', '\r', ' . ', 'x'.repeat(20_000))
  const readyWords = fc.constantFrom('.', '..', 'a', 'a\r\n', 'a\r\nb', ' . ', 'x'.repeat(20_000))
  const bodies = fc.oneof(fc.array(words), fc.array(readyWords))
  await fc.assert(
    fc.asyncProperty(bodies, async (body) => {
      const text = `${head}b${body.join('')}\r\n`
      await send(Buffer.from(text))
      expect(taken.pop()).toBe(asData(text))
    }),
  )
})

test('pieces of ready lines begin with a line each, hold all, and the last line alone at the end', () => {
  const parts = [`${head}one\r\n`, long, 'more\r\nthe end\r\n']
  const pieces = [...linesOf(parts.map((part) => Buffer.from(part)))].map(String)
  expect(pieces.join('')).toBe(parts.join(''))
  expect(pieces.length).toBeGreaterThan(3)
  expect(pieces.at(-1)).toBe('the end\r\n')
  for (const piece of pieces) expect(piece).toMatch(/\r\n$/)
})

test.each([
  ['of ready lines', [`${head}one\r\n`, long, 'the end\r\n'], true],
  ['that begins with a dot', [head, long, '.hidden\r\n'], false],
  ['that ends within a line', [head, `${long}and`, ' on\r\n'], false],
  ['whose end is split from its line', [head, `${long}and\r`, '\non\r\n'], false],
])('a mail with a part %s reaches the relay as DATA is to carry it', async (_, texts, isReady) => {
  const parts = texts.map((text) => Buffer.from(text))
  expect(hasReadyLines(parts)).toBe(isReady)
  const { taken, send } = await relayOfBytes()
  expect(await send(...parts)).toMatchObject({ kind: 'sent' })
  expect(taken).toEqual([asData(texts.join(''))])
})

test('read as a stream, a mail of ready lines is the mail', async () => {
  const raw = Buffer.from(`${head}${long}`)
  const handover = new Handover(() => Promise.resolve())
  const stream = handover.watch([raw])
  for (const reply of ['250 ok', '250 ok', '354 go ahead']) handover.replied(reply)
  expect((await buffer(stream)).equals(raw)).toBe(true)
})

test('the mail library goes through the last line alone of a mail of ready lines', async () => {
  const handover = new Handover(() => Promise.resolve())
  const stream = handover.watch([Buffer.from(`${head}${long}`), Buffer.from('the end\r\n')])
  for (const reply of ['250 ok', '250 ok', '354 go ahead']) handover.replied(reply)
  const seen: string[] = []
  const looking = new Transform({
    transform(piece: Buffer, _encoding, done) {
      seen.push(piece.toString())
      done(null, piece)
    },
  })
  expect(String(await buffer(stream.pipe(looking)))).toBe(`${head}${long}the end\r\n`)
  expect(seen).toEqual(['the end\r\n'])
})
