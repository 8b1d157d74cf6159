import { mail, type Returned } from './returned-mails.ts'

const fromServer = `Return-Path: <>
Date: Tue, 14 Jul 2026 06:00:05 +0000
From: MAILER-DAEMON@mail.company.example
To: plumbline@company.example`

/** As OpenSMTPD writes it: mixed parts, and an action of its own. */
export function openSmtpdBounce({ messageId, to }: Returned): Buffer {
  return mail(`${fromServer}
Subject: Delivery status notification: error
MIME-Version: 1.0
Content-Type: multipart/mixed;boundary="9950749020440539406/mail.company.example"

This is a MIME-encapsulated message.

--9950749020440539406/mail.company.example
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

    Hi!

    This is the MAILER-DAEMON, please DO NOT REPLY to this email.

    An error has occurred while attempting to deliver a message for
    the following list of recipients:

${to}: Domain does not exist

    Below is a copy of the original message:

--9950749020440539406/mail.company.example
Content-Description: Delivery Report
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.company.example

Final-Recipient: rfc822; ${to}
Action: error
Status: 5.0.0

--9950749020440539406/mail.company.example
Content-Description: Message headers
Content-Type: text/rfc822-headers

Message-ID: ${messageId}
To: Ben <${to}>
Subject: Q2 2026

--9950749020440539406/mail.company.example--
`)
}

/** A bounce on its way through a filter that adds a disclaimer. */
export function withDisclaimer(bounce: Buffer): Buffer {
  const text = bounce.toString().replaceAll('\r\n', '\n')
  const inner = /^Content-Type: multipart\/report;.*\n(?:[ \t].*\n)*/im.exec(text)?.[0] ?? ''
  const body = text.slice(text.indexOf('\n\n'))
  return mail(`${fromServer}
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="=_disclaimer"

--=_disclaimer
${inner}${body}
--=_disclaimer
Content-Type: text/plain

This e-mail is confidential.

--=_disclaimer--
`)
}

/** As Yahoo writes it: a report without the part that machines read. */
export function yahooBounce({ messageId, to }: Returned): Buffer {
  return mail(`${fromServer}
Subject: Failure Notice
Content-Type: multipart/report; report-type=delivery-status;
 boundary="-=Part.77cde=-"

---=Part.77cde=-
Content-Type: text/plain; charset=UTF-8

Sorry, we were unable to deliver your message to the following address.

<${to}>:
550: 5.1.1 <${to}>: Recipient address rejected

---------- Forwarded message ----------

---=Part.77cde=-
Content-Type: message/rfc822

Message-ID: ${messageId}
To: Ben <${to}>
Subject: Q2 2026

12 days

---=Part.77cde=---
`)
}

/** A bounce in plain text with a host's own words around those of its mail server. */
export function hostedBounce(
  { messageId, to }: Returned,
  { opening, announcement }: { readonly opening: string; readonly announcement: string },
): Buffer {
  return mail(`${fromServer}
Subject: failure notice

${opening}

<${to}>:
550 no such user

${announcement}

Message-ID: ${messageId}
To: Ben <${to}>
Subject: Q2 2026
`)
}

/** A bounce in plain text whose words name the reader in some way of their own. */
export function namedBounce(
  { messageId, to }: Returned,
  said: string,
  { announcement = '' }: { readonly announcement?: string } = {},
): Buffer {
  return mail(`${fromServer}
Subject: Undelivered Mail

${said}
${announcement}

From: Plumbline <plumbline@company.example>
Message-ID:${messageId}
To: Ben <${to}>
Subject: Q2 2026
`)
}

/** As Microsoft sends it for "junk" in Outlook.com: our mail attached, with a header that names the reader. */
export function microsoftComplaint({ messageId, to }: Returned): Buffer {
  return mail(`From: <staff@hotmail.com>
Date: Tue, 14 Jul 2026 09:00:00 +0000
Subject: complaint about message from 192.0.2.1
To: <plumbline@company.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="02c7bf4d"

--02c7bf4d
Content-Type: message/rfc822
Content-Disposition: inline

X-HmXmrOriginalRecipient: ${to}
From: <plumbline@company.example>
To: Ben <${to}>
Subject: Q2 2026
Message-ID: ${messageId}

12 days

--02c7bf4d--
`)
}
