import { expect, test } from 'vitest'
import { RelayLogReader } from '../../../../adapters/mail/relay-log/entries.ts'
import type { RelayLogEntry } from '../../../../domain/deliver/relay-log.ts'

const deliveryId = '38e52e18-2898-46ea-bc81-72389e6002ce'

function entriesOf(log: string): RelayLogEntry[] {
  const reader = new RelayLogReader({
    deliveryIds: new Set([deliveryId]),
    messageIdDomain: 'company.example',
  })
  for (const line of log.split('\n')) reader.read(line)
  expect([...reader.entries.keys()].filter((id) => id !== deliveryId)).toEqual([])
  return reader.entries.get(deliveryId) ?? []
}

const saidBy = (log: string) => entriesOf(log).map(({ kind, recipient }) => [kind, recipient])

/** As Postfix 3.7 wrote it, names aside. */
const postfix = `Nov 27 07:23:34 relay postfix/smtpd[458]: connect from localhost[127.0.0.1]
Nov 27 07:23:34 relay postfix/smtpd[458]: CF5A3A32A24: client=localhost[127.0.0.1]
Nov 27 07:23:34 relay postfix/cleanup[465]: CF5A3A32A24: message-id=<${deliveryId}@company.example>
Nov 27 07:23:34 relay postfix/qmgr[32685]: CF5A3A32A24: from=<plumbline@company.example>, size=82042, nrcpt=1 (queue active)
Nov 27 07:23:34 relay postfix/smtpd[458]: disconnect from localhost[127.0.0.1] ehlo=1 mail=1 rcpt=1 data=1 commands=4`
const returned = `Nov 27 07:23:34 relay postfix/smtp[466]: CF5A3A32A24: to=<gone@elsewhere.example>, orig_to=<fwd@reader.example>, relay=127.0.0.1[127.0.0.1]:2600, delay=0.09, delays=0.03/0.01/0.03/0.02, dsn=5.1.1, status=bounced (host 127.0.0.1[127.0.0.1] said: 550 5.1.1 User unknown; rejecting (in reply to RCPT TO command))
Nov 27 07:23:34 relay postfix/cleanup[465]: E2B63A32A27: message-id=<20261127072334.E2B63A32A27@relay.company.example>
Nov 27 07:23:34 relay postfix/qmgr[32685]: E2B63A32A27: from=<>, size=2772, nrcpt=1 (queue active)
Nov 27 07:23:34 relay postfix/qmgr[32685]: CF5A3A32A24: removed`

test('Postfix: a mail in the queue was taken, and one that came back is told with the address that it went to', () => {
  expect(entriesOf(postfix)).toEqual([
    { kind: 'taken', recipient: null, at: null, words: expect.stringContaining('(queue active)') },
  ])
  expect(saidBy(`${postfix}\n${returned}`)).toEqual([
    ['taken', null],
    ['returned', 'fwd@reader.example'],
  ])
})

test('Postfix: a mail whose sender went away before its end was not taken, though the log names it', () => {
  const cut = `Nov 27 07:23:34 relay postfix/cleanup[465]: CF5A3A32A24: message-id=<${deliveryId}@company.example>
Nov 27 07:23:40 relay postfix/smtpd[458]: lost connection after DATA (40960 bytes) from localhost[127.0.0.1]`
  expect(saidBy(cut)).toEqual([])
})

test.each([
  ['status=sent (250 2.0.0 taken)', [['taken', 'ada@reader.example']]],
  ['status=deferred (host mx said: 451 4.7.1 Greylisted)', [['taken', 'ada@reader.example']]],
  ['status=expired, returned to sender', []],
  ['status=undeliverable (address probe)', []],
])('Postfix: a line with %s', (status, said) => {
  const line = `Nov 27 07:23:34 relay postfix/smtp[466]: CF5A3A32A24: to=<ada@reader.example>, relay=mx[192.0.2.1]:25, delay=0.1, dsn=2.0.0, ${status}`
  expect(saidBy(`${postfix}\n${line}`).slice(1)).toEqual(said)
})

test('Postfix: a mail that its filter refused after the final dot was refused; one that it put off says nothing', () => {
  const named = postfix.split('\n').slice(0, 3).join('\n')
  const line = (code: string) =>
    `Nov 27 07:23:34 relay postfix/cleanup[465]: CF5A3A32A24: milter-reject: END-OF-MESSAGE from localhost[127.0.0.1]: ${code} Blocked; from=<plumbline@company.example> to=<ada@reader.example> proto=ESMTP helo=<vm>`
  expect(saidBy(`${named}\n${line('5.7.1')}`)).toEqual([['refused', null]])
  expect(saidBy(`${named}\n${line('4.7.1')}`)).toEqual([])
  const header =
    'Nov 27 08:01:18 relay postfix/cleanup[5213]: CF5A3A32A24: reject: header Subject: please refuse me from localhost[127.0.0.1]; from=<plumbline@company.example> to=<ada@reader.example> proto=ESMTP helo=<vm>: 5.7.1 looks like spam'
  expect(saidBy(`${named}\n${header}`)).toEqual([['refused', null]])
})

test('Postfix: a queue id that is used again is not taken for the mail that had it before', () => {
  const other = 'Nov 27 09:00:00 relay postfix/cleanup[465]: CF5A3A32A24: message-id=<other@company.example>'
  const sent =
    'Nov 27 09:00:01 relay postfix/smtp[1]: CF5A3A32A24: to=<ben@reader.example>, dsn=5.1.1, status=bounced (gone)'
  expect(saidBy(`${postfix}\n${other}\n${sent}`)).toEqual([['taken', null]])
  const removed = 'Nov 27 08:00:00 relay postfix/qmgr[32685]: CF5A3A32A24: removed'
  expect(saidBy(`${postfix}\n${removed}\n${sent}`)).toEqual([['taken', null]])
})

test('Postfix: times with a zone are kept, those without are not guessed', () => {
  const dated = postfix.replaceAll('Nov 27 07:23:34', '2026-11-27T07:23:34.512345+01:00')
  expect(entriesOf(dated).map(({ at }) => at)).toEqual([Date.parse('2026-11-27T06:23:34Z')])
})

const exim = `2026-11-27 06:37:00 1tGabc-0004Xy-2f <= plumbline@company.example H=(vm) [127.0.0.1] P=esmtp S=82042 id=${deliveryId}@company.example`

test('Exim: an arrival is a yes, and a failure tells the address that we wrote to', () => {
  const failed =
    '2026-11-27 06:37:02 1tGabc-0004Xy-2f ** gone@elsewhere.example <ada@reader.example> R=dnslookup T=remote_smtp: SMTP error from remote mail server after RCPT TO: 550 5.1.1 unknown'
  const delivered =
    '2026-11-27 06:37:02 1tGabc-0004Xy-2f => ben <ben@reader.example> R=local T=maildir C="250 ok"'
  expect(saidBy(exim)).toEqual([['taken', null]])
  expect(saidBy(`${exim}\n${failed}\n${delivered}`)).toEqual([
    ['taken', null],
    ['returned', 'ada@reader.example'],
    ['taken', 'ben@reader.example'],
  ])
  expect(saidBy(`${exim}\n2026-11-27 06:37:02 1tGabc-0004Xy-2f Completed\n${failed}`)).toEqual([
    ['taken', null],
  ])
})

test('Exim: newer queue ids, time zones and process numbers are read too', () => {
  const newer = exim
    .replace('06:37:00', '06:37:00.123 +0100 [4711]')
    .replace('1tGabc-0004Xy-2f', '1tGabc-00000004Xy1-2fAb')
  expect(entriesOf(newer).map(({ at }) => at)).toEqual([Date.parse('2026-11-27T05:37:00Z')])
})

test.each([
  ['another delivery’s', postfix.replace(deliveryId, '11111111-2898-46ea-bc81-72389e6002ce')],
  ['another sender’s', postfix.replace('@company.example>\n', '@elsewhere.example>\n')],
  ['no log at all', 'GET / HTTP/1.1\n\n'],
])('a Message-ID that is %s is nothing to us', (_, log) => {
  expect(saidBy(log)).toEqual([])
})
