import { expect, test } from 'vitest'
import { isAboutSender } from '../../../domain/deliver/refusals.ts'

/** As relays say it, by what their vendors publish; lines are joined as the record of an attempt has them. */
test.each([
  // Gmail
  '421-4.7.28 Gmail has detected an unusual rate of unsolicited mail 421-4.7.28 originating from your IP address. 421 4.7.28 review our guidelines - gsmtp',
  '550-5.7.26 This mail has been blocked because the sender is unauthenticated. 550-5.7.26 Gmail requires all senders to authenticate with either SPF or DKIM. - gsmtp',
  '421-4.7.26 This mail has been rate limited because it is unauthenticated. - gsmtp',
  '550-5.7.25 The IP address sending this message does not have a PTR record setup - gsmtp',
  '550-5.7.1 [192.0.2.1] Our system has detected an unusual rate of unsolicited mail. IP is on a blocklist - gsmtp',
  '550 5.4.5 Daily user sending limit exceeded. - gsmtp',
  // Exchange Online
  '451 4.7.500 Server busy. Please try again later from [192.0.2.1]. (S77719)',
  '451 4.7.650 The mail server [192.0.2.1] has been temporarily rate limited due to IP reputation.',
  '550 5.7.606 Access denied, banned sending IP [192.0.2.1].',
  '550 5.7.511 Access denied, banned sender[192.0.2.1].',
  '550 5.7.509 Access denied, sending domain company.example does not pass DMARC verification',
  '550 5.7.515 Access denied, sending domain COMPANY.EXAMPLE doesn’t meet the required authentication level.',
  '550 5.7.60 SMTP; Client does not have permissions to send as this sender',
  '554 5.2.252 SendAsDenied; plumbline@company.example not allowed to send as boss@company.example',
  '550 5.7.708 Service unavailable. Access denied, traffic not accepted from this IP.',
  '550 5.1.8 Access denied, bad outbound sender',
  '550 5.1.90 Your message can’t be sent because you’ve reached your daily limit for message recipients',
  '550 5.7.233 Your message can’t be sent because your tenant exceeded its daily limit for external recipients',
  '550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain',
  '432 4.3.2 Concurrent connections limit exceeded. Visit https://aka.ms/concurrent_sending',
  // Amazon SES
  '454 Throttling failure: Maximum sending rate exceeded.',
  '454 Throttling failure: Daily message quota exceeded.',
  '554 Message rejected: Email address is not verified. The following identities failed the check in region EU-WEST-1: plumbline@company.example',
  '554 Message rejected: Sending paused for this account.',
  // SendGrid, Mailgun
  '550 The from address does not match a verified Sender Identity. Mail cannot be sent until this error is resolved.',
  '451 Authentication failed: Maximum credits exceeded',
  '421 Domain company.example is not allowed to send: hourly sending limit exceeded',
  // Proofpoint, Mimecast, Barracuda
  '554 Blocked - see https://ipcheck.proofpoint.com/?ip=192.0.2.1',
  '550 Rejected by header based Anti-Spoofing policy: plumbline@company.example - https://community.mimecast.com/docs/DOC-1369#550',
  '550 csi.mimecast.org Poor Reputation Sender. - https://community.mimecast.com/docs/DOC-1369#550',
  '554 Service unavailable; Client host [192.0.2.1] blocked using Barracuda Reputation; http://www.barracudanetworks.com/reputation/?r=1&ip=192.0.2.1',
  // Yahoo
  '421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to unexpected volume or user complaints - 4.16.55.1',
  '553 5.7.1 [BL21] Connections will not be accepted from 192.0.2.1, because the ip is in Spamhaus’s list',
  // Postfix
  '554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org; https://www.spamhaus.org/query/ip/192.0.2.1',
  '554 5.7.1 <reader@elsewhere.example>: Relay access denied',
  '553 5.7.1 <plumbline@company.example>: Sender address rejected: not owned by user ada',
  '450 4.1.8 <plumbline@company.example>: Sender address rejected: Domain not found',
  '450 4.7.1 Client host rejected: cannot find your hostname, [192.0.2.1]',
  '504 5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname',
  '450 4.7.1 Error: too much mail from 192.0.2.1',
  '421 4.7.0 mx.example Error: too many connections from 192.0.2.1',
  '452 4.3.1 Insufficient system storage',
  // Exim, Sendmail
  '550 relay not permitted',
  '550-Rejected because 192.0.2.1 is in a black list at zen.spamhaus.org 550 https://www.spamhaus.org',
  '550-Verification failed for <plumbline@company.example> 550 Sender verify failed',
  '452 space shortage, please try later',
  '550 5.7.1 <reader@elsewhere.example>... Relaying denied',
  // As the SMTP field manual has them (ActiveCampaign/smtp-field-manual, data/codes)
  '550 5.7.1 [192.0.2.1] Our system has detected that this message is likely suspicious due to the very low reputation of the sending domain. - gsmtp',
  '550 5.2.0 Message rejected due to DMARC. Please see http://postmaster.comcast.net/smtp-error-codes.php#DM000001',
  '554 5.7.9 Message not accepted for policy reasons. See https://help.yahoo.com/kb/postmaster/SLN7253.html',
  '451 Open relay not allowed - https://community.mimecast.com/docs/DOC-1369#451',
  '553 you are trying to use me [mx.messagelabs.example] as a relay, but I have not been configured to let you [192.0.2.1] do this. (#5.7.1)',
  '550 rejecting spoofed message',
  // Zoho (mattermost/mattermost#13224), GMX (infertux/zeyple#49), and others
  '553 Relaying disallowed as plumbline@company.example',
  '550-Requested action not taken: mailbox unavailable 550 Sender address is not allowed.',
  '550 5.7.367 Remote server returned not permitted to relay',
  '550 5.1.0 Sender denied',
  '554 5.7.1 You are not allowed to connect.',
  '550 SMTP AUTH is required for message submission on port 587',
  // Any reply to MAIL FROM
  'The relay refused the sender: 554 No',
])('about us, whoever the reader is: %s', (reply) => {
  expect(isAboutSender(reply)).toBe(true)
})

test.each([
  '550-5.1.1 The email account that you tried to reach does not exist. 550 5.1.1 https://support.google.com/mail/?p=NoSuchUser - gsmtp',
  '452-4.2.2 The recipient’s inbox is out of storage space. - gsmtp',
  '450-4.2.1 The user you are trying to contact is receiving mail at a rate that 450-4.2.1 prevents additional messages from being delivered. Your rate limit is not. - gsmtp',
  '550-5.2.1 The email account that you tried to reach is inactive. - gsmtp',
  '432 4.3.2 STOREDRV.Deliver; recipient thread limit exceeded',
  '554 30 Sorry, your message cannot be delivered. This account has been disabled or discontinued [#102]',
  '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup',
  '550 5.4.1 Recipient address rejected: Access denied. [AS(201806281)]',
  '552 5.2.2 This message is larger than the current system limit or the recipient’s mailbox is full.',
  '554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException; quota exceeded',
  '550 5.7.1 RESOLVER.RST.AuthRequired; authentication required',
  '550 5.7.129 RESOLVER.RST.RestrictedToRecipientsPermission; not authorized',
  '552 5.3.4 Message size exceeds fixed limit',
  '554 delivery error: dd This user doesn’t have a yahoo.com account (reader@yahoo.example) [0]',
  '552 1 Requested mail action aborted, mailbox quota exceeded',
  '550 Administrative prohibition - envelope blocked - https://community.mimecast.com/docs/DOC-1369#550',
  '550 Invalid Recipient - https://community.mimecast.com/docs/DOC-1369#550',
  '550 5.1.1 <reader@elsewhere.example>: Recipient address rejected: User unknown in local recipient table',
  '450 4.2.0 <reader@elsewhere.example>: Recipient address rejected: Greylisted, see http://postgrey.schweikert.ch/help/elsewhere.example.html',
  '451 Greylisted: too many messages from you, please try again in 5 minutes',
  '450 4.1.2 <reader@nowhere.example>: Recipient address rejected: Domain not found',
  '550 Unrouteable address',
  '550 Unknown user',
  '451 Temporary local problem - please try later',
  '451 4.3.0 Later',
  '554 5.7.1 No',
  '554 5.6.0 Message contains invalid header',
  '550 High probability of spam',
  // As the SMTP field manual has them: GMX and others whose mailboxes are full, mails that are too large.
  '552 Requested mail action aborted: exceeded storage allocation Quota exceeded.',
  '550 Mail quota exceeded',
  '552 message size limit exceeded',
  '554 Message size exceeds the limit (limit exceeded)',
  '550 The account or domain may not exist, they may be blacklisted, or missing the proper dns entries.',
  '550 5.7.1 <reader@elsewhere.example> is over the number of messages it may receive (rate limit exceeded)',
])('about its reader, or this mail: %s', (reply) => {
  expect(isAboutSender(reply)).toBe(false)
})
