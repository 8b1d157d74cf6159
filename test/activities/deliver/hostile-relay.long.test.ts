import { expect, test } from 'vitest'
import { sendDue } from '../../../activities/deliver/send-due.ts'
import { createMailer } from '../../../adapters/mail/mailer.ts'
import { MailUnavailableError } from '../../../adapters/mail/outcome.ts'
import { countDeliveries, listDeliveries } from '../../../adapters/store/deliver/deliveries.ts'
import { queueDeliveries } from '../../../adapters/store/deliver/queue/queue.ts'
import { nextDueAt } from '../../../adapters/store/deliver/send/claim.ts'
import { saveEdition } from '../../../adapters/store/report/editions.ts'
import {
  goodAnswers,
  type Interference,
  type ScriptedSmtp,
  type SmtpKind,
  type SmtpStep,
  startScriptedSmtp,
} from '../../adapters/mail/scripted-smtp.ts'
import { anEdition, nowAt, storeForThisFile } from '../../adapters/store/test-store.ts'
import { mailDependencies } from './mail-dependencies.ts'

const store = storeForThisFile()

type Step = Exclude<keyof typeof goodAnswers, 'RSET'>

/** What a relay may do at a step, made of what it would say there if all were well. */
const troubles: Readonly<Record<string, (good: string, code: string) => Interference>> = {
  'closes before': () => 'close',
  'closes after': (good) => ({ bytes: `${good}\r\n`, next: 'close' }),
  'says nothing': () => 'stall',
  'answers too late': () => 'too late',
  'half an answer': (_, code) => ({ bytes: code.slice(0, 2), next: 'close' }),
  'a line without end': (good) => ({ bytes: good, next: 'close' }),
  'lines without last': (_, code) => ({ bytes: `${code}-one\r\n${code}-two\r\n`, next: 'stall' }),
  'half a refusal': () => ({ bytes: '55', next: 'close' }),
  'later (451)': () => ({ answer: '451 4.3.0 Later' }),
  'going down (421)': () => ({ bytes: '421 4.3.2 Going down\r\n', next: 'close' }),
  'down, then a yes': (good) => ({ bytes: `421 4.3.2 Going down\r\n${good}\r\n`, next: 'go on' }),
  'two noes, then a yes': (good) => ({ bytes: `554 No\r\n554 No\r\n${good}\r\n`, next: 'go on' }),
  'two laters, a yes late': (good) => ({
    bytes: '451 Later\r\n451 Later\r\n',
    next: 'go on',
    atEnd: `${good}\r\n`,
  }),
  'no (554)': () => ({ answer: '554 5.7.1 No' }),
  'no, in lines': () => ({ answer: '550-5.7.1 No\r\n550 5.7.1 Never' }),
  'words only': () => ({ answer: 'What do you want?' }),
  'words after a 2': () => ({ answer: '2nd thoughts: no' }),
  'words after a 5': () => ({ answer: '5000 mails are enough' }),
  'code 199': () => ({ answer: '199 Hm' }),
  'code 399': () => ({ answer: '399 Hm' }),
  'code 499': () => ({ answer: '499 Hm' }),
  'code 599': () => ({ answer: '599 Hm' }),
  'code 699': () => ({ answer: '699 Hm' }),
  'a long line': (good) => ({ bytes: `${good} ${'x'.repeat(20_000)}\r\n`, next: 'go on' }),
  'one ok too many': (good) => ({ bytes: `${good}\r\n250 ok\r\n`, next: 'go on' }),
  'two ok too many': (good) => ({ bytes: `${good}\r\n250 ok\r\n250 ok\r\n`, next: 'go on' }),
  'four ok too many': (good) => ({ bytes: `${good}${'\r\n250 ok'.repeat(4)}\r\n`, next: 'go on' }),
  'a 354 too many': (good) => ({ bytes: `${good}\r\n354 go ahead\r\n`, next: 'go on' }),
  'a no too many': (good) => ({ bytes: `${good}\r\n554 5.7.1 No\r\n`, next: 'go on' }),
  'trickled lines': (_, code) => ({ trickle: `${code}-wait\r\n`, everyMs: 20 }),
  'a trickled line': () => ({ trickle: '2', everyMs: 20 }),
  'in pieces': (good) => ({ pieces: `${good}\r\n` }),
  'NUL bytes': (good) => ({ bytes: `${good} \0\0\r\n`, next: 'go on' }),
  'bare line feeds': (good) => ({ bytes: `${good.replaceAll('\r', '')}\n`, next: 'go on' }),
  'a no after a yes': (_, code) => ({ answer: `${code}-5.0.0 One moment\r\n554 5.7.1 No` }),
  'a yes after a no': (good) => ({ bytes: `554-5.7.1 No\r\n${good}\r\n`, next: 'go on' }),
  'too large (552)': () => ({ answer: '552 5.3.4 Too large' }),
  'full (452)': () => ({ answer: '452 4.2.2 Full' }),
  'blocked (554)': () => ({ answer: '554 5.7.1 Client host [192.0.2.1] blocked using zen.spamhaus.org' }),
  'two megabytes': (good, code) => ({
    bytes: `${`${code}-${'x'.repeat(990)}\r\n`.repeat(2_000)}${good}\r\n`,
    next: 'go on',
  }),
  'an endless line': () => ({ bytes: 'x'.repeat(1_100_000), next: 'stall' }),
}

/**
 * The state in which a first try must leave the mail. `queued` is as if it had never been offered; those and `deferred` are sent
 * once the relay is well again, and nothing else is. `waiting` is either of them: who comes first, the closing or the next command,
 * is open. `-` is not tried.
 */
const expected = `
                     banner  EHLO    AUTH    MAIL      RCPT      DATA      dot
closes before      | queued  queued  queued  deferred  deferred  deferred  ambiguous
closes after       | queued  waiting waiting deferred  deferred  raced     sent
says nothing       | queued  queued  queued  deferred  deferred  deferred  ambiguous
answers too late   | queued  -       -       -         deferred  -         ambiguous
half an answer     | queued  queued  queued  deferred  deferred  deferred  ambiguous
a line without end | queued  queued  queued  deferred  deferred  deferred  ambiguous
lines without last | queued  queued  queued  deferred  deferred  deferred  ambiguous
half a refusal     | queued  queued  queued  deferred  deferred  deferred  ambiguous
later (451)        | queued  sent    queued  deferred  deferred  deferred  deferred
going down (421)   | queued  queued  queued  deferred  deferred  deferred  deferred
down, then a yes   | queued  queued  queued  deferred  deferred  deferred  ambiguous
two noes, then a yes | queued queued queued  deferred  failed    failed    ambiguous
two laters, a yes late | queued queued queued  deferred  deferred  deferred  ambiguous
no (554)           | queued  sent    queued  deferred  failed    failed    failed
no, in lines       | queued  sent    queued  deferred  failed    failed    failed
words only         | queued  sent    queued  deferred  deferred  deferred  ambiguous
words after a 2    | queued  -       -       -         -         -         ambiguous
words after a 5    | queued  sent    queued  deferred  deferred  deferred  ambiguous
code 199           | queued  sent    queued  deferred  deferred  deferred  ambiguous
code 399           | queued  sent    queued  deferred  deferred  -         ambiguous
code 499           | queued  sent    queued  deferred  deferred  deferred  deferred
code 599           | queued  sent    queued  deferred  failed    failed    failed
code 699           | queued  sent    queued  deferred  deferred  deferred  ambiguous
a long line        | sent    sent    sent    sent      sent      sent      sent
one ok too many    | deferred  deferred  deferred deferred  deferred  deferred  ambiguous
two ok too many    | deferred  deferred  deferred deferred  deferred  deferred  ambiguous
four ok too many   | deferred  deferred  deferred deferred  deferred  deferred  ambiguous
a 354 too many     | deferred  deferred  deferred deferred  deferred  deferred  ambiguous
a no too many      | deferred  deferred deferred failed   failed    failed    ambiguous
trickled lines     | queued  queued  queued  deferred  deferred  deferred  ambiguous
a trickled line    | queued  queued  queued  deferred  deferred  deferred  ambiguous
in pieces          | sent    sent    sent    sent      sent      sent      sent
NUL bytes          | sent    sent    sent    sent      sent      sent      sent
bare line feeds    | sent    sent    sent    sent      sent      sent      sent
a no after a yes   | sent    sent    sent    failed    failed    deferred  ambiguous
a yes after a no   | queued  sent    queued  deferred  deferred  deferred  ambiguous
too large (552)    | queued  sent    queued  failed    failed    failed    failed
full (452)         | queued  sent    queued  deferred  deferred  deferred  deferred
blocked (554)      | queued  sent    queued  deferred  deferred  deferred  deferred
two megabytes      | queued  queued  queued  queued    queued    queued    ambiguous
an endless line    | queued  -       -       -         queued    -         ambiguous
`

interface Case {
  readonly step: Step
  readonly trouble: string
  readonly after: string
}

const [heading = '', ...lines] = expected.trim().split('\n')
const steps = heading.trim().split(/\s+/)
const cases = lines.flatMap((line) => {
  const [trouble = '', states = ''] = line.split('|').map((part) => part.trim())
  return states.split(/\s+/).flatMap((after, at): Case[] => {
    const step = steps[at]
    return isStep(step) && after !== '-' ? [{ step, trouble, after }] : []
  })
})

function isStep(name: string | undefined): name is Step {
  return name !== undefined && name !== 'RSET' && Object.hasOwn(goodAnswers, name)
}

const dayMs = 86_400_000
const onlyStalls: readonly string[] = [
  'says nothing',
  'answers too late',
  'lines without last',
  'trickled lines',
  'a trickled line',
]
const envelopeSteps: readonly string[] = ['MAIL', 'RCPT', 'DATA', 'dot']

test('the table names every trouble and every step', () => {
  expect(new Set(cases.map(({ trouble }) => trouble))).toEqual(new Set(Object.keys(troubles)))
  expect(steps).toEqual(['banner', 'EHLO', 'AUTH', 'MAIL', 'RCPT', 'DATA', 'dot'])
  expect(cases.length).toBeGreaterThan(130)
})

test('whatever a relay does at whatever step, the mail ends where it must, is listed, and nobody has it twice', async () => {
  expect(await allPlayed(cases, {})).toEqual([])
})

test('the same holds where mails are offered with all their commands at once', async () => {
  // The server would say the next answer between the pieces.
  const pipelined = cases.filter(
    ({ step, trouble }) => envelopeSteps.includes(step) && trouble !== 'in pieces',
  )
  expect(await allPlayed(pipelined, { extensions: ['PIPELINING'] })).toEqual([])
})

test.each<[string, Interference, SmtpKind, string]>([
  ['a certificate that nobody knows', 'stall', {}, 'smtp'],
  ['no TLS now', { answer: '454 4.7.0 Not now' }, {}, 'smtp'],
  ['no TLS ever', { answer: '554 5.7.3 No' }, {}, 'smtp'],
  ['words for TLS', { answer: 'What do you want?' }, {}, 'smtp'],
  ['a closed line for TLS', 'close', {}, 'smtp'],
  ['a line that closes before the handshake', { bytes: '220 go ahead\r\n', next: 'close' }, {}, 'smtp'],
  ['plain text for a handshake', { bytes: '220 go ahead\r\n250 hello\r\n', next: 'stall' }, {}, 'smtp'],
  ['an unknown certificate from the first byte', 'stall', { tlsFromStart: true }, 'smtps'],
  ['plain text from the first byte', 'stall', {}, 'smtps'],
])(
  'a mail waits for TLS that can be trusted: it is not offered after %s',
  async (what, interference, kind, scheme) => {
    const isRefused = !what.includes('certificate')
    const startsClear = scheme === 'smtp'
    const extensions = startsClear ? (['STARTTLS'] as const) : []
    const step = startsClear && isRefused ? 'STARTTLS' : 'RSET'
    await using relay = await aRelay(step, interference, { extensions, ...kind })
    const mail = await aMail()
    // Loopback, by a name for which TLS is wanted.
    await mail.send(
      `${scheme}://0.0.0.0:${relay.port}`,
      nowAt,
      what === 'plain text for a handshake' ? 2_000 : 60_000,
    )
    expect(await mail.standing()).toMatchObject({ state: 'queued', attempts: 1 })
    expect(relay.commands.filter((command) => /^(MAIL|RCPT|DATA)/.test(command))).toEqual([])
  },
)

test.each<[string, Interference]>([
  ['closes', 'close'],
  ['refuses', { answer: '451 4.3.0 Later' }],
  ['has words only', { answer: 'What do you want?' }],
])(
  'the mails after a refused one are sent where the relay %s at the RSET between them',
  async (_, interference) => {
    await using relay = await aRelay('RSET', interference, { refuses: ['ada@company.example'] })
    const readers = ['ada', 'grace', 'mary', 'jean'].map((name) => `${name}@company.example`)
    const mail = await aMail(readers)
    await mail.send(`smtp://127.0.0.1:${relay.port}`, nowAt)
    const dueAt = await mail.dueAt()
    if (dueAt !== null) await mail.send(`smtp://127.0.0.1:${relay.port}`, dueAt)
    const rows = await mail.standings()
    expect(relay.wrongs()).toBeGreaterThan(0)
    expect(rows.map(({ recipientEmail, state }) => [recipientEmail, state])).toEqual(
      readers.toSorted().map((reader) => [reader, reader.startsWith('ada') ? 'failed' : 'sent']),
    )
    expect(relay.taken.toSorted()).toEqual(readers.slice(1).toSorted())
  },
)

test.each<SmtpStep>(['DATA', 'RCPT', 'MAIL'])(
  'nobody has a mail twice whose answer comes before its end (once too often at %s), and it is listed',
  async (step) => {
    const interference = {
      bytes: `${step === 'DATA' ? goodAnswers.DATA : goodAnswers.RCPT}\r\n250 ok\r\n`,
      next: 'go on',
    } as const
    await using relay = await aRelay(step, interference, {})
    const mail = await aMail()
    await mail.send(`smtp://127.0.0.1:${relay.port}`, nowAt)
    expect(relay.wrongs()).toBeGreaterThan(0)
    // Which of them, depends on how much of the mail was on its way by then.
    expect(['deferred', 'ambiguous']).toContain((await mail.standing())?.state)
    relay.mend()
    const dueAt = await mail.dueAt()
    if (dueAt !== null) await mail.send(`smtp://127.0.0.1:${relay.port}`, dueAt)
    expect((await mail.standing())?.state).toBe(dueAt === null ? 'ambiguous' : 'sent')
    expect(relay.taken.length).toBeLessThanOrEqual(1)
    if (dueAt !== null) expect(relay.taken).toHaveLength(1)
  },
)

test('a mail that the relay refuses in the end is never sent, however many answers came too many before', async () => {
  const tooMany = cases.filter(({ step, trouble }) => trouble.includes('ok too many') && step !== 'dot')
  for (const { step, trouble } of tooMany) {
    const good = step === 'EHLO' ? '250 relay.example' : goodAnswers[step]
    await using relay = await aRelay(step, interferenceOf(trouble, good), { refusesAtDot: true })
    const mail = await aMail()
    await mail.send(`smtp://user:secret@127.0.0.1:${relay.port}`, nowAt)
    expect([step, trouble, (await mail.standing())?.state]).toEqual([step, trouble, 'deferred'])
    expect(relay.received).toEqual([])
  }
})

/** Plays each case, some at once. @returns those that ended otherwise than they must, in words */
async function allPlayed(all: readonly Case[], kind: SmtpKind): Promise<string[]> {
  const wrong: string[] = []
  const mailIds: string[] = []
  const left = [...all]
  const player = async (): Promise<void> => {
    for (let one = left.pop(); one !== undefined; one = left.pop()) {
      const { end, must, mailId } = await played(one, kind)
      mailIds.push(mailId)
      if (end !== must) wrong.push(`${one.trouble} at ${one.step}: ${end}, must be: ${must}`)
    }
  }
  await Promise.all(Array.from({ length: 8 }, player))
  // Whatever is settled now stays so, however often it is asked for.
  await using well = await aRelay('dot', 'close', {})
  well.mend()
  await sendAll(mailIds, `smtp://127.0.0.1:${well.port}`, nowAt + 10 * dayMs)
  expect(well.received).toEqual([])
  expect(await countDeliveries(store(), { mailIds })).toMatchObject({ queued: 0, sending: 0, deferred: 0 })
  return wrong.sort()
}

const waiting: readonly string[] = ['queued', 'deferred']

/** How a case must end: its state after the first try and after the relay is well again, tries, and mails taken. */
function endOf(after: string, step: Step): string {
  const again = after === 'waiting' || waiting.includes(after)
  const taken = after === 'failed' || (after === 'ambiguous' && step !== 'dot') ? 0 : 1
  return `${after}, then ${again ? 'sent' : after} after ${again ? 2 : 1}, taken ${taken}`
}

/** Whether the end of the mail was on its way when the line closed is a matter of who was faster; both are told. */
function raced(state: string): string {
  return state === 'ambiguous' ? state : 'deferred'
}

function interferenceOf(trouble: string, good: string): Interference {
  return troubles[trouble]?.(good, good.slice(0, 3)) ?? 'close'
}

/** A limit that is too short for a busy machine ends a session before its trouble: then it plays again, with a longer one. */
async function played({ step, trouble, after }: Case, kind: SmtpKind) {
  const good = step === 'EHLO' ? '250 relay.example' : goodAnswers[step]
  const interference = interferenceOf(trouble, good)
  const login = step === 'AUTH' ? 'user:secret@' : ''
  for (let limitMs = onlyStalls.includes(trouble) ? 200 : 60_000; ; limitMs *= 2) {
    await using relay = await aRelay(step, interference, kind)
    const smtpUrl = `smtp://${login}127.0.0.1:${relay.port}`
    const mail = await aMail()
    await mail.send(smtpUrl, nowAt, limitMs)
    if (relay.wrongs() === 0) continue
    const first = await mail.standing()
    relay.mend()
    const dueAt = await mail.dueAt()
    if (dueAt !== null) {
      expect(dueAt).toBeGreaterThanOrEqual(nowAt + 60_000)
      await mail.send(smtpUrl, dueAt)
    }
    const last = await mail.standing()
    expect(last?.lastReply?.length).toBeGreaterThan(0)
    expect(last?.lastReply?.length).toBeLessThan(700)
    const { state = 'suppressed' } = first ?? {}
    return {
      end: `${after === 'waiting' && waiting.includes(state) ? after : state}, then ${last?.state} after ${last?.attempts}, taken ${relay.taken.length}`,
      must: endOf(after === 'raced' ? raced(state) : after, step),
      mailId: mail.mailId,
    }
  }
}

async function aRelay(step: SmtpStep, interference: Interference, kind: SmtpKind) {
  const relay: ScriptedSmtp = await startScriptedSmtp(step, interference, {}, kind)
  return { ...relay, [Symbol.asyncDispose]: () => relay.close() }
}

let mails = 0

/** One mail, with an edition of its own. */
async function aMail(readers: readonly string[] = ['ada@company.example']) {
  mails += 1
  const editionId = `edition-${mails}`
  await saveEdition(store(), anEdition(editionId, { quarter: `${2000 + mails}-Q1` }))
  const to = { editionId, recipientName: 'Ada Example', suppressedBecause: null }
  await queueDeliveries(
    store(),
    readers.map((recipientEmail) => ({ ...to, recipientEmail })),
    nowAt,
  )
  const mailIds = [editionId]
  return {
    mailId: editionId,
    send: (smtpUrl: string, at: number, limitMs?: number) => sendAll(mailIds, smtpUrl, at, limitMs),
    standing: async () => (await listDeliveries(store(), { mailIds }))[0],
    standings: () => listDeliveries(store(), { mailIds }),
    dueAt: () => nextDueAt(store(), { mailIds }),
  }
}

/** Sends what may be sent of these mails, until none is left or the relay is away. */
async function sendAll(
  mailIds: readonly string[],
  smtpUrl: string,
  at: number,
  limitMs = 60_000,
): Promise<void> {
  const mailer = createMailer({
    ...{ smtpUrl, connectTimeoutMs: limitMs, replyTimeoutMs: limitMs },
    maxConnections: 1,
  })
  const dependencies = mailDependencies({ store: store(), mailer, now: () => at, connections: 1 })
  try {
    await sendDue(dependencies, mailIds, new AbortController().signal)
  } catch (error) {
    if (!(error instanceof MailUnavailableError)) throw error
  } finally {
    await mailer.close()
  }
}
