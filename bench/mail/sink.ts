/**
 * A relay that takes everything and keeps only a tally. Prints its port, and for each line that it reads `{ mails, twice }` by
 * Message-ID since the last one. Its argument is how long it takes to accept a mail, in milliseconds.
 */
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { createInterface } from 'node:readline'

const acceptMs = Number(process.argv[2] ?? 0)
const timesTaken = new Map<string, number>()
const endOfMail = '\r\n.\r\n'

/** The reply to a command; pipelined ones are answered in their order. */
function replyTo(command: string): string {
  switch (command.slice(0, 4).toUpperCase()) {
    case 'EHLO':
      return '250-sink\r\n250-PIPELINING\r\n250 8BITMIME'
    case 'DATA':
      return '354 go ahead'
    case 'QUIT':
      return '221 bye'
    default:
      return '250 ok'
  }
}

function serve(socket: Socket): void {
  socket.setNoDelay(true)
  socket.on('error', () => socket.destroy())
  socket.write('220 sink ESMTP\r\n')
  const parts: Buffer[] = []
  let inMail = false

  const commands = (text: string): void => {
    for (const line of text.split('\r\n').slice(0, -1)) {
      socket.write(`${replyTo(line)}\r\n`)
      inMail = /^DATA$/i.test(line)
    }
  }
  socket.on('data', (chunk: Buffer) => {
    // Commands are small: each comes whole, and no client sends any behind a mail before that is accepted.
    if (!inMail) return commands(chunk.toString('latin1'))
    parts.push(chunk)
    if (!Buffer.concat(parts.slice(-2)).subarray(-endOfMail.length).equals(Buffer.from(endOfMail))) return
    const head = parts[0]?.toString('latin1', 0, 2_000) ?? ''
    parts.length = 0
    inMail = false
    const id = /^Message-ID: (.*)$/im.exec(head)?.[1] ?? ''
    timesTaken.set(id, (timesTaken.get(id) ?? 0) + 1)
    if (acceptMs === 0) socket.write('250 taken\r\n')
    else setTimeout(() => socket.write('250 taken\r\n'), acceptMs)
  })
}

const server = createServer(serve)
server.listen(0, '127.0.0.1')
await once(server, 'listening')
const address = server.address()
console.log(typeof address === 'object' ? address?.port : '')
for await (const _ of createInterface({ input: process.stdin })) {
  const times = [...timesTaken.values()]
  const mails = times.reduce((sum, each) => sum + each, 0)
  console.log(JSON.stringify({ mails, twice: times.filter((each) => each > 1).length }))
  timesTaken.clear()
}
process.exit()
