import { generateKeyPairSync } from 'node:crypto'
import { buildMessage, type MailContent } from '../../adapters/mail/message.ts'

const reader = { recipientEmail: 'ada@reader.example', recipientName: 'Ada Example' }
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
const origin = 'https://plumbline.company.example'

const identity = {
  from: 'Plumbline <plumbline@company.example>',
  replyTo: 'Grace Sample <grace@company.example>',
  messageIdDomain: 'company.example',
  dkim: { domain: 'company.example', selector: 'plumbline', privateKey },
}

/** A link as long as ours are. */
const token = 'eyJ0IjoicmVhZCBhbiBlZGl0aW9uIn0.cb1NzWv2Yk0p4fQe7HqLx3sT9uRa6BdGjM5oVyKwZ1I'

/**
 * A mail as the reader's server has it: signed, sent through a relay of the company, with what both have put before it.
 * @param deliveryId the local part of its Message-ID
 */
export async function receivedMail(
  content: MailContent,
  deliveryId: string,
  sentAt: number,
): Promise<Buffer> {
  const links = { pageUrl: `${origin}/read/${token}`, unsubscribeUrl: `${origin}/unsubscribe/${token}` }
  const { raw, envelope } = await buildMessage(
    content,
    { ...reader, deliveryId, datedAt: sentAt },
    { ...identity, linksFor: content.html.includes('plumbline.invalid') ? () => links : null },
  )
  const time = new Date(sentAt).toUTCString().replace('GMT', '+0000')
  const head = [
    `Return-Path: <${envelope.from}>`,
    `Delivered-To: ${envelope.to}`,
    'Received: from relay.company.example (relay.company.example [IPv6:2001:db8::25])',
    '\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))',
    `\tby mx.reader.example (Postfix) with ESMTPS id 4XyZ1k2m3nz1`,
    `\tfor <${envelope.to}>; ${time}`,
    'Received: from plumbline.company.example (plumbline.company.example [IPv6:2001:db8::40])',
    '\tby relay.company.example (Postfix) with ESMTPS id 4XyZ1j0b7cz9',
    `\tfor <${envelope.to}>; ${time}`,
  ]
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n`), raw])
}
