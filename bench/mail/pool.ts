/** Sends the same mails by the mail library's pool alone, which keeps no account: PORT CONNECTIONS MAILS builds|ready */
import { createTransport } from 'nodemailer'
import { buildMessage } from '../../adapters/mail/message.ts'
import { edition, identity, reader } from './mails.ts'
import { measured } from './measured.ts'

const [port = '', connections = '', mails = '', mode = 'builds'] = process.argv.slice(2)
const maxConnections = Number(connections)
const transport = createTransport({
  host: '127.0.0.1',
  port: Number(port),
  ignoreTLS: true,
  pool: true,
  maxConnections,
})
const content = edition('pool')
const ready = await buildMessage(
  content,
  { deliveryId: 'ready', recipientEmail: 'reader@company.example', recipientName: 'Reader', datedAt: 0 },
  identity,
)

/** As an application without ours would: a mail from its parts for each reader, or, harder to keep up with, bytes that are ready. */
function mailOf(n: number) {
  const { name, email } = reader(n)
  if (mode === 'ready')
    return {
      envelope: { from: ready.envelope.from, to: email },
      raw: Buffer.from(ready.raw.toString('latin1').replace('<ready@', `<${n}@`), 'latin1'),
    }
  const { subject, text, html, pictures } = content
  return {
    messageId: `<${n}@company.example>`,
    from: identity.from,
    to: { name, address: email },
    subject,
    text,
    html,
    attachments: pictures.map(({ contentId, png }) => ({
      cid: contentId,
      filename: 'effort.png',
      contentType: 'image/png',
      content: Buffer.from(png),
    })),
  }
}

await measured(async () => {
  let next = 0
  const sender = async (): Promise<void> => {
    while (next < Number(mails)) {
      next += 1
      await transport.sendMail(mailOf(next))
    }
  }
  // Twice as many mails under way as connections, so that each has one at all times.
  await Promise.all(Array.from({ length: 2 * maxConnections }, sender))
})
