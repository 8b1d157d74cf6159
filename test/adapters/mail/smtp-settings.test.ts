import { expect, test } from 'vitest'
import { parseSmtpUrl, SmtpUrlError } from '../../../adapters/mail/smtp-settings.ts'

test('a relay’s address gives host, port and login', () => {
  expect(parseSmtpUrl('smtp://ada:p%40ss@relay.example:2525')).toEqual({
    host: 'relay.example',
    port: 2525,
    tlsFromStart: false,
    login: { user: 'ada', password: 'p@ss' },
  })
})

test('ports that aren’t given are the usual ones, and IPv6 loses its brackets', () => {
  expect(parseSmtpUrl('smtps://relay.example').port).toBe(465)
  expect(parseSmtpUrl('smtp://[::1]')).toMatchObject({ host: '::1', port: 587, login: null })
})

test.each(['relay.example:25', 'http://relay.example', 'nonsense', 'smtp://ada:p%4@relay.example'])(
  'an address of no use is refused without repeating it: %s',
  (text) => {
    const parsing = () => parseSmtpUrl(text)
    expect(parsing).toThrow(SmtpUrlError)
    expect(parsing).not.toThrow(text)
  },
)
