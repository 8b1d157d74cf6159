import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readConfig } from '../../../worker/settings/config.ts'
import { ConfigError } from '../../../worker/settings/config-error.ts'
import { publicOriginOf } from '../../../worker/settings/web-config.ts'

function complaintsOf(environment: Record<string, string>): string {
  try {
    readConfig(environment)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return ''
}

describe('the configuration', () => {
  it('needs no variable: the embedded parts are the default', () => {
    expect(readConfig({})).toMatchObject({
      databaseUrl: null,
      smtpUrl: null,
      secretKey: null,
      temporal: { address: null, namespace: 'default', tls: false },
    })
  })

  it('lists every variable that is wrong at once, and shows no value, which may be secret', () => {
    const complaints = complaintsOf({
      DATABASE_URL: 'mysql://user:hunter2@db',
      TEMPORAL_ADDRESS: 'https://temporal.example',
      SMTP_URL: 'hunter2',
      PLUMBLINE_SECRET_KEY: 'hunter2',
      PLUMBLINE_SYNC_MINUTES: '0',
      PLUMBLINE_NIGHTLY_OVERLAP_HOURS: '0',
      PLUMBLINE_RESPONSE_MB: '7',
      LOG_LEVEL: 'loud',
      MAIL_FROM: 'Plumbline',
    })
    for (const name of [
      'DATABASE_URL',
      'TEMPORAL_ADDRESS',
      'SMTP_URL',
      'PLUMBLINE_SECRET_KEY',
      'PLUMBLINE_SYNC_MINUTES',
      'PLUMBLINE_NIGHTLY_OVERLAP_HOURS',
      'PLUMBLINE_RESPONSE_MB',
      'LOG_LEVEL',
      'MAIL_FROM',
    ]) {
      expect(complaints).toContain(`  ${name} `)
    }
    expect(complaints).not.toContain('hunter2')
  })

  it('turns TLS on by itself for an API key or a client certificate', () => {
    expect(readConfig({ TEMPORAL_API_KEY: 'key' }).temporal.tls).toBe(true)
    expect(readConfig({ TEMPORAL_TLS_CERT_FILE: 'a.pem', TEMPORAL_TLS_KEY_FILE: 'b.pem' }).temporal.tls).toBe(
      true,
    )
    expect(readConfig({ TEMPORAL_API_KEY: 'key', TEMPORAL_TLS: 'false' }).temporal.tls).toBe(false)
  })

  it('refuses a certificate without its key', () => {
    expect(complaintsOf({ TEMPORAL_TLS_CERT_FILE: 'a.pem' })).toContain('go together')
    expect(complaintsOf({ MAIL_TLS_KEY_FILE: 'b.pem' })).toContain(
      'MAIL_TLS_CERT_FILE and MAIL_TLS_KEY_FILE go together',
    )
    const pair = { MAIL_TLS_CERT_FILE: 'a.pem', MAIL_TLS_KEY_FILE: 'b.pem' }
    expect(readConfig(pair).mail.clientCertificate).toEqual({ certFile: 'a.pem', keyFile: 'b.pem' })
  })

  it('takes .env.example as it is, which names every variable', () => {
    const lines = readFileSync(new URL('../../../.env.example', import.meta.url), 'utf8').split('\n')
    const pairs = lines
      .filter((line) => /^[A-Z_]+=/.test(line))
      .map((line) => line.split(/=(.*)/s).slice(0, 2))
    const example: Record<string, string> = Object.fromEntries(pairs)
    expect(readConfig(example)).toEqual(readConfig({}))
    const source = readFileSync(new URL('../../../worker/settings/config.ts', import.meta.url), 'utf8')
    const read = [...source.matchAll(/^ {2}([A-Z_]{4,}):/gm)].map((match) => match[1])
    expect(Object.keys(example)).toEqual(expect.arrayContaining(read))
  })

  it('of the web keeps to this machine unless told, and lists what is wrong with it', () => {
    const { web } = readConfig({})
    expect(web).toEqual({
      host: '127.0.0.1',
      port: null,
      publicOrigin: null,
      mailLinkDays: 30,
      trustsProxy: false,
      provider: null,
    })
    expect(readConfig({ MAIL_LINK_DAYS: '0' }).web.mailLinkDays).toBeNull()
    expect(publicOriginOf(web)).toBe('http://127.0.0.1:7411')
    expect(complaintsOf({ WEB_HOST: '0.0.0.0' })).toContain('PUBLIC_URL')
    expect(complaintsOf({ WEB_HOST: '0.0.0.0', PUBLIC_URL: 'https://plumbline.company.example' })).toBe('')
    for (const url of [
      'http://plumbline.company.example',
      'https://company.example/plumbline',
      'https://a:b@c.example',
    ])
      expect(complaintsOf({ PUBLIC_URL: url }), url).toContain('PUBLIC_URL')
    expect(complaintsOf({ PUBLIC_URL: 'http://localhost:8080' })).toBe('')
    expect(complaintsOf({ OIDC_ISSUER: 'https://login.example' })).toContain('OIDC_CLIENT_SECRET')
    expect(complaintsOf({ OIDC_ISSUER: 'http://login.example' })).toContain('OIDC_ISSUER')
  })

  // https://github.com/obot-platform/obot/issues/1780
  it('an issuer of Microsoft is one company’s own', () => {
    const complaintsOfIssuer = (issuer: string) =>
      complaintsOf({ OIDC_ISSUER: issuer, OIDC_CLIENT_ID: 'id', OIDC_CLIENT_SECRET: 'secret' })
    for (const all of ['common', 'organizations', 'consumers/', 'Common'])
      for (const host of ['login.microsoftonline.com', 'login.microsoftonline.us'])
        expect(complaintsOfIssuer(`https://${host}/${all}/v2.0`), all).toContain('your own tenant')
    const tenant = 'c439dff3-770f-4dfb-b30a-1829e265cd78'
    expect(complaintsOfIssuer(`https://login.microsoftonline.com/${tenant}/v2.0`)).toBe('')
    expect(complaintsOfIssuer('https://login.company.example/common')).toBe('')
  })
})

it('the name that greets the relay is a full one, and the mailbox of bounces has a login', () => {
  for (const name of [
    'localhost',
    'plumbline',
    '10.0.0.12',
    '-a.example',
    'a b.example',
    'a.example\r\nMAIL',
  ])
    expect(complaintsOf({ MAIL_EHLO_NAME: name }), name).toContain('MAIL_EHLO_NAME')
  expect(complaintsOf({ MAIL_TLS_FLOOR: '1.1' })).toContain('MAIL_TLS_FLOOR')
  expect(readConfig({ MAIL_TLS_FLOOR: '1.3' }).mail.tlsFloor).toBe('1.3')
  const complaint = complaintsOf({ MAIL_BOUNCES_URL: 'https://a:hunter2@mail.company.example' })
  expect(complaint).toContain('MAIL_BOUNCES_URL')
  expect(complaint).not.toContain('hunter2')
  const good = {
    MAIL_EHLO_NAME: 'plumbline.company.example',
    MAIL_BOUNCES_URL: 'imaps://a:b@mail.company.example',
  }
  expect(complaintsOf(good)).toBe('')
})

it('the key that signs mails goes with its selector', () => {
  const key = { MAIL_DKIM_KEY_FILE: '/run/secrets/dkim.pem' }
  expect(complaintsOf(key)).toContain('MAIL_DKIM_SELECTOR')
  expect(complaintsOf({ MAIL_DKIM_SELECTOR: 'plumbline' })).toContain('MAIL_DKIM_KEY_FILE')
  expect(complaintsOf({ MAIL_DKIM_DOMAIN: 'company.example' })).toContain('MAIL_DKIM_DOMAIN needs')
  for (const MAIL_DKIM_SELECTOR of ['', 'a b', 'a;b', '-a', 'a..b'])
    expect(complaintsOf({ ...key, MAIL_DKIM_SELECTOR }), MAIL_DKIM_SELECTOR).toContain('MAIL_DKIM_SELECTOR')
  const whole = { ...key, MAIL_DKIM_SELECTOR: '2026.plumbline' }
  for (const MAIL_DKIM_DOMAIN of ['company', 'company.example; s=x'])
    expect(complaintsOf({ ...whole, MAIL_DKIM_DOMAIN }), MAIL_DKIM_DOMAIN).toContain('MAIL_DKIM_DOMAIN')
  expect(complaintsOf({ ...whole, MAIL_DKIM_DOMAIN: 'mail.company.example' })).toBe('')
})
