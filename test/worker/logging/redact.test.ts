import fc from 'fast-check'
import { expect, it } from 'vitest'
import { redact } from '../../../worker/logging/redact.ts'
import { anyUrl } from '../../builders/any-text.ts'

/** Whatever a generator of passwords gives, in any script; long enough to be no placeholder. */
const password = fc
  .string({ unit: 'grapheme', minLength: 10, maxLength: 40 })
  .map((text) => `pw${text.replaceAll(/\s/g, '')}pw`)

const encoded = (text: string): string => encodeURIComponent(text)

/** The ways in which a library may tell a URL or its password. */
const sentences: readonly ((url: string, password: string) => string)[] = [
  (url) => `connect to ${url} failed`,
  (url) => `{"message":${JSON.stringify(url)}}`,
  (url) => `https://proxy.example/?next=${encoded(url)}`,
  (_url, plain) => `the password ${plain} was refused`,
  (_url, plain) => `password=${encoded(plain)}`,
  (_url, plain) => `{"detail":${JSON.stringify(plain)}}`,
  (_url, plain) => `AUTH PLAIN ${Buffer.from(plain).toString('base64')}`,
]

it('no spelling of a password of the environment is left in a message', () => {
  fc.assert(
    fc.property(password, fc.constantFrom(...sentences), (secret, sentence) => {
      const url = `postgresql://plumbline:${encoded(secret)}@db.example:5432/x`
      const message = sentence(url, secret)
      const cleaned = redact(message, { DATABASE_URL: url })
      for (const spelling of [secret, encoded(secret), Buffer.from(secret).toString('base64')])
        expect(cleaned).not.toContain(spelling)
      expect(cleaned).toContain('***')
    }),
  )
})

it('no password of any URL is left in a message, whether or not the environment has it', () => {
  fc.assert(
    fc.property(
      password,
      fc.constantFrom('smtp', 'smtps', 'postgresql', 'https', 'http', 'grpc'),
      anyUrl(),
      (secret, scheme, other) => {
        const url = `${scheme}://user:${encoded(secret)}@host.example/path`
        const cleaned = redact(`asked ${other} and ${url}: refused`, {})
        expect(cleaned).not.toContain(encoded(secret))
        expect(cleaned).toContain('host.example/path: refused')
        expect(redact(`see ?next=${encoded(url)}`, {})).not.toContain(encoded(encoded(secret)))
      },
    ),
  )
})

it.each([
  ['https://x.example/?token=abc123&page=2', 'https://x.example/?token=***&page=2'],
  ['https://x.example/?api_key=abc#top', 'https://x.example/?api_key=***#top'],
  ['GET /rest?access_token=abc HTTP/1.1', 'GET /rest?access_token=*** HTTP/1.1'],
  ["host=db password='a b' user=u", 'host=db password=*** user=u'],
  ['Authorization: Basic dTpw', 'Authorization: Basic ***'],
  ['"authorization":"Bearer abc.def"', '"authorization":"Bearer ***"'],
  ['redis://:secret@cache', 'redis://***@cache'],
  ['https://token@git.example/x', 'https://***@git.example/x'],
  ['postgresql://u:p/a?s#s@db/x', 'postgresql://***@db/x'],
])('%s becomes %s', (text, cleaned) => {
  expect(redact(text, {})).toBe(cleaned)
})

it.each([
  'check user and password of SMTP_URL',
  'make a new token and connect again: plumbline connect jira --help',
  'Ada <ada@company.example> has no account',
  'https://jira.example:8443/browse/ABC-1?view=all and ada@company.example',
  'write SMTP_URL as smtp://host:587',
  'set TEMPORAL_API_KEY',
])('%j stays as it is', (text) => {
  expect(redact(text, {})).toBe(text)
})

it('a value that is too short to be a secret does not garble the words that hold it', () => {
  expect(redact('an abc of errors', { LINEAR_API_KEY: 'abc' })).toBe('an abc of errors')
  expect(redact('abcdef', { LINEAR_API_KEY: 'abcdef' })).toBe('***')
})

it('a setting that is no URL at all is a secret as a whole', () => {
  expect(redact('cannot parse u:hunter2@db', { DATABASE_URL: 'u:hunter2@db' })).toBe('cannot parse ***')
})
