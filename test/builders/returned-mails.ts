/** Of which mail, from which address, a report speaks. */
export interface Returned {
  readonly messageId: string
  readonly to: string
}

/** As Postfix 3 writes it. */
export function postfixBounce(
  { messageId, to }: Returned,
  changes: { readonly action?: string } = {},
): Buffer {
  return mail(`Return-Path: <>
Date: Tue, 14 Jul 2026 08:00:05 +0200 (CEST)
From: MAILER-DAEMON@mail.company.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: plumbline@company.example
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="4Z1aBc2DeF.1752472805/mail.company.example"
Message-Id: <20260714060005.4Z1aBc2DeF@mail.company.example>

This is a MIME-encapsulated message.

--4Z1aBc2DeF.1752472805/mail.company.example
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mail.company.example.

<${to}>: host mx.company.example[192.0.2.7] said: 550 5.1.1 <${to}>: Recipient
    address rejected: User unknown (in reply to RCPT TO command)

--4Z1aBc2DeF.1752472805/mail.company.example
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.company.example
X-Postfix-Queue-ID: 4Z1aBc2DeF
X-Postfix-Sender: rfc822; plumbline@company.example
Arrival-Date: Tue, 14 Jul 2026 08:00:04 +0200 (CEST)

Final-Recipient: rfc822; ${to}
Original-Recipient: rfc822;${to}
Action: ${changes.action ?? 'failed'}
Status: 5.1.1
Remote-MTA: dns; mx.company.example
Diagnostic-Code: smtp; 550 5.1.1 <${to}>: Recipient address rejected: User
    unknown

--4Z1aBc2DeF.1752472805/mail.company.example
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers

Return-Path: <plumbline@company.example>
From: Plumbline <plumbline@company.example>
To: Ben <${to}>
Subject: Q2 2026: 12 days of interruptions
Message-ID:
 ${messageId}
Date: Tue, 14 Jul 2026 06:00:00 +0000

--4Z1aBc2DeF.1752472805/mail.company.example--
`)
}

/** As Exchange Online writes it where it returns no header: the report answers the mail. */
export function exchangeBounce({ messageId, to }: Returned): Buffer {
  return mail(`From: <postmaster@company.example>
To: <plumbline@company.example>
Date: Tue, 14 Jul 2026 06:00:09 +0000
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="_1bd4f1f9-7c83-4a43-9a2a-7f3f5d0ad4cc_"
X-MS-Exchange-Message-Is-Ndr:
Content-Language: en-US
Message-ID: <4d4c1f5e@AM0PR01MB1234.eurprd01.prod.exchangelabs.com>
In-Reply-To: ${messageId}
References: ${messageId}
Subject: Undeliverable: Q2 2026: 12 days of interruptions
Auto-Submitted: auto-replied
MIME-Version: 1.0

--_1bd4f1f9-7c83-4a43-9a2a-7f3f5d0ad4cc_
Content-Type: multipart/alternative; differences=Content-Type;
\tboundary="_aa_"

--_aa_
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: base64

${Buffer.from(`Your message to ${to} couldn't be delivered.\n`).toString('base64')}

--_aa_
Content-Type: text/html; charset="utf-8"

<html><body><p>Your message to ${to} couldn't be delivered.</p></body></html>

--_aa_--

--_1bd4f1f9-7c83-4a43-9a2a-7f3f5d0ad4cc_
Content-Type: message/delivery-status

Reporting-MTA: dns;AM0PR01MB1234.eurprd01.prod.exchangelabs.com
Received-From-MTA: dns;mail.company.example
Arrival-Date: Tue, 14 Jul 2026 06:00:08 +0000

Final-Recipient: rfc822;${to.toUpperCase()}
Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient ${to} not found by SMTP address lookup
X-Display-Name: Ben


--_1bd4f1f9-7c83-4a43-9a2a-7f3f5d0ad4cc_--
`)
}

/** As Gmail writes it: the text nested in related parts, the whole mail returned. */
export function gmailBounce({ messageId, to }: Returned): Buffer {
  return mail(`Return-Path: <>
Content-Type: multipart/report; boundary="0000000000002a1b3c"; report-type=delivery-status
To: plumbline@company.example
From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
Auto-Submitted: auto-replied
Subject: Delivery Status Notification (Failure)
References: ${messageId}
In-Reply-To: ${messageId}
X-Failed-Recipients: ${to}
Message-ID: <66b1f9a1.050a0220.1@mx.google.com>
Date: Mon, 13 Jul 2026 23:00:06 -0700 (PDT)

--0000000000002a1b3c
Content-Type: multipart/related; boundary="0000000000002a1c00"

--0000000000002a1c00
Content-Type: multipart/alternative; boundary="0000000000002a1c01"

--0000000000002a1c01
Content-Type: text/plain; charset="UTF-8"

** Address not found **

--0000000000002a1c01
Content-Type: text/html; charset="UTF-8"

<html><body><p>Address not found</p></body></html>

--0000000000002a1c01--
--0000000000002a1c00--
--0000000000002a1b3c
Content-Type: message/delivery-status

Reporting-MTA: dns; googlemail.com
Received-From-MTA: dns; plumbline@company.example
Arrival-Date: Mon, 13 Jul 2026 23:00:05 -0700 (PDT)
X-Original-Message-ID: ${messageId}

Final-Recipient: rfc822; ${to}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist. Please try
 550 5.1.1 double-checking the recipient's email address for typos or unnecessary spaces.
Last-Attempt-Date: Mon, 13 Jul 2026 23:00:06 -0700 (PDT)

--0000000000002a1b3c
Content-Type: message/rfc822

Message-ID: ${messageId}
To: Ben <${to}>
Subject: Q2 2026
Content-Type: text/plain

12 days

--0000000000002a1b3c--
`)
}

/** As Exim 4.9 writes it, whose fields of the mail are followed by those of the recipient at once. */
export function eximBounce({ messageId, to }: Returned): Buffer {
  return mail(`Return-path: <>
X-Failed-Recipients: ${to}
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@mail.company.example>
To: plumbline@company.example
References: ${messageId}
Content-Type: multipart/report; report-type=delivery-status; boundary=1752472805-eximdsn-1804289383
MIME-Version: 1.0
Subject: Mail delivery failed: returning message to sender
Message-Id: <E1abcde-000123-AB@mail.company.example>
Date: Tue, 14 Jul 2026 06:00:05 +0000

--1752472805-eximdsn-1804289383
Content-type: text/plain; charset=us-ascii

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  ${to}
    all relevant MX records point to non-existent hosts

--1752472805-eximdsn-1804289383
Content-type: message/delivery-status

Reporting-MTA: dns; mail.company.example
Action: failed
Final-Recipient: rfc822;${to}
Status: 5.0.0

--1752472805-eximdsn-1804289383
Content-type: message/rfc822

Return-path: <plumbline@company.example>
Message-ID: ${messageId}
To: Ben <${to}>
Subject: Q2 2026

--1752472805-eximdsn-1804289383--
`)
}

/** As qmail writes it: plain text. */
export function qmailBounce({ messageId, to }: Returned): Buffer {
  return mail(`Return-Path: <>
Date: 14 Jul 2026 06:00:05 -0000
From: MAILER-DAEMON@mail.company.example
To: plumbline@company.example
Subject: failure notice

Hi. This is the qmail-send program at mail.company.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<${to}>:
192.0.2.7 does not like recipient.
Remote host said: 550 5.1.1 no such user
Giving up on 192.0.2.7.

--- Below this line is a copy of the message.

Return-Path: <plumbline@company.example>
Received: (qmail 1234 invoked from network); 14 Jul 2026 06:00:04 -0000
Message-ID: ${messageId}
To: Ben <${to}>
Subject: Q2 2026

12 days
`)
}

/** A feedback report (RFC 5965), as providers send it for "this is spam". */
export function complaint({ messageId, to }: Returned, type = 'abuse'): Buffer {
  return mail(`From: <abusedesk@provider.example>
Date: Tue, 14 Jul 2026 09:00:00 +0000
Subject: FW: Q2 2026
To: <plumbline@company.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="part1_13d.2e68ed54_boundary"

--part1_13d.2e68ed54_boundary
Content-Type: text/plain; charset="US-ASCII"

This is an email abuse report for an email message received from IP 192.0.2.1.

--part1_13d.2e68ed54_boundary
Content-Type: message/feedback-report

Feedback-Type: ${type}
User-Agent: SomeGenerator/1.0
Version: 1
Original-Mail-From: <plumbline@company.example>
Original-Rcpt-To: <${to}>
Source-IP: 192.0.2.1

--part1_13d.2e68ed54_boundary
Content-Type: message/rfc822
Content-Disposition: inline

From: <plumbline@company.example>
To: <${to}>
Subject: Q2 2026
Message-ID: ${messageId}

12 days

--part1_13d.2e68ed54_boundary--
`)
}

/** With the line ends of mail. */
export function mail(text: string): Buffer {
  return Buffer.from(text.replaceAll('\n', '\r\n'))
}
