import { generateKeyPairSync } from 'node:crypto'
import { dkimVerify } from 'mailauth/lib/dkim/verify.js'
import { expect, test } from 'vitest'
import { type DkimKey, DkimKeyError, readDkimKey } from '../../../adapters/mail/dkim.ts'
import { dkimRecordOf } from '../../../adapters/mail/dkim-record.ts'
import { prepareMail } from '../../../adapters/mail/message.ts'
import { signatureCheck } from '../../../wording/health/mail-signature.ts'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const dkim: DkimKey = { domain: 'company.example', selector: 'plumbline-1', privateKey }
const { name, text } = await dkimRecordOf(dkim, () => Promise.resolve([]))

const content = {
  subject: 'Q2: half of the roadmap’s time went elsewhere',
  text: 'Ünder the line\n.\n.. and  two blanks  \n\n',
  html: '<p>Ünder the line<img src="cid:picture-1@plumbline" alt="Bars"></p>',
  pictures: [{ contentId: 'picture-1@plumbline', altText: 'Bars', png: new Uint8Array([137, 80, 78, 71]) }],
}
const identity = {
  from: 'Plumbline <plumbline@company.example>',
  messageIdDomain: 'company.example',
  replyTo: 'cto@company.example',
  linksFor: () => ({
    pageUrl: 'https://plumbline.company.example/read/x',
    unsubscribeUrl: 'https://plumbline.company.example/unsubscribe/x',
  }),
  dkim,
}

/** By another implementation than the one that signs. */
async function verdictOf(mail: Buffer, record = text) {
  const { results } = await dkimVerify(mail, {
    resolver: (asked) => Promise.resolve(asked === name ? [[record.slice(0, 200), record.slice(200)]] : []),
  })
  return results.map(({ status, signingDomain, selector }) => [status.result, signingDomain, selector])
}

async function mailTo(recipientName: string, recipientEmail: string): Promise<Buffer> {
  const prepared = await prepareMail(content, identity)
  const reader = { deliveryId: 'row-1', recipientName, recipientEmail, datedAt: 0 }
  return Buffer.concat((await prepared.messageFor(reader)).parts)
}

test('each reader’s mail is signed, by the word of an independent verifier', async () => {
  for (const [who, address] of [
    ['Ada Example', 'ada@company.example'],
    ['Béla with a name so long that it is folded into a second line of its header', 'bela@partner.example'],
  ] as const)
    expect(await verdictOf(await mailTo(who, address))).toEqual([['pass', 'company.example', 'plumbline-1']])
})

test('what a reader acts on can’t be changed on the way: sender, recipient, replies, links, text', async () => {
  const mail = (await mailTo('Ada Example', 'ada@company.example')).toString('latin1')
  for (const [from, to] of [
    ['Plumbline <', 'Payroll <'],
    ['To: Ada', 'To: Ben'],
    ['Reply-To: cto', 'Reply-To: ceo'],
    ['List-Unsubscribe: <https://plumbline', 'List-Unsubscribe: <https://evil'],
    ['List-Unsubscribe-Post: List', 'List-Unsubscribe-Post: Lost'],
    ['der the line', 'der the lime'],
  ] as const) {
    expect(mail).toContain(from)
    const [[result] = []] = await verdictOf(Buffer.from(mail.replace(from, to), 'latin1'))
    expect(result, from).not.toBe('pass')
  }
})

test('another key’s record doesn’t verify our mails, and one delivery is signed the same each time', async () => {
  const other = { ...dkim, privateKey: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey }
  const record = await dkimRecordOf(other, () => Promise.resolve([]))
  const mail = await mailTo('Ada Example', 'ada@company.example')
  const [[result] = []] = await verdictOf(mail, record.text)
  expect(result).toBe('fail')
  expect((await mailTo('Ada Example', 'ada@company.example')).equals(mail)).toBe(true)
})

test('a key that mails can’t be signed with is told, and nothing of it', () => {
  const pemOf = (key: typeof privateKey) => Buffer.from(key.export({ format: 'pem', type: 'pkcs8' }))
  expect(readDkimKey(pemOf(privateKey)).equals(privateKey)).toBe(true)
  const sealed = privateKey.export({
    ...{ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'open-sesame' },
  })
  for (const [pem, complaint] of [
    [Buffer.from('open-sesame'), /no private key in PEM/],
    [Buffer.from(sealed), /without a passphrase/],
    [pemOf(generateKeyPairSync('ed25519').privateKey), /ed25519/],
    [pemOf(generateKeyPairSync('rsa', { modulusLength: 1016 }).privateKey), /1016 bits/],
  ] as const) {
    const reading = () => readDkimKey(pem)
    expect(reading).toThrow(DkimKeyError)
    expect(reading).toThrow(complaint)
    expect(reading).not.toThrow(/sesame|BEGIN/)
  }
  readDkimKey(pemOf(generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey))
})

test.each([
  ['published', [[text.slice(0, 100), text.slice(100)]], 'ok'],
  ['published', [['v=spf1 -all'], [text.replace('p=', 'p= ')]], 'ok'],
  ['missing', [], 'problem'],
  ['missing', [['v=spf1 -all']], 'problem'],
  ['another key', [['v=DKIM1; p=']], 'problem'],
  ['another key', [['v=DKIM1; k=rsa; p=MIIB']], 'problem'],
] as const)('a record is %s: %j', async (kind, records, state) => {
  const found = await dkimRecordOf(dkim, () => Promise.resolve(records.map((parts) => [...parts])))
  expect(found.kind).toBe(kind)
  const own = { signedFor: 'company.example', senderDomain: 'company.example' }
  expect(signatureCheck('mail signature', found, own).state).toBe(state)
})

test.each([
  ['company.example', 'ok'],
  ['news.Company.example', 'ok'],
  ['company.test', 'warning'],
] as const)('a signature for %s is %s for mails from mail.company.example', (signedFor, state) => {
  const published = { kind: 'published', name, text } as const
  const check = signatureCheck('mail signature', published, {
    signedFor,
    senderDomain: 'mail.company.example',
  })
  expect(check.state).toBe(state)
})

test.each([
  ['ENOTFOUND', 'missing'],
  ['ENODATA', 'missing'],
  ['ETIMEOUT', 'unknown'],
])('where DNS says %s, the record is %s', async (code, kind) => {
  const found = await dkimRecordOf(dkim, () => Promise.reject(Object.assign(new Error(code), { code })))
  expect(found.kind).toBe(kind)
})
