import { describe, expect, it } from 'vitest'
import { emailKey, parseEmail } from '../../../domain/text/email.ts'

describe('an e-mail address', () => {
  it.each([
    ['Ada.Example@Company.example', 'ada.example@company.example'],
    ['jörg@company.example', 'jörg@company.example'],
    ['jo\u0308rg@company.example', 'jörg@company.example'],
    ['ada@münchen.example', 'ada@münchen.example'],
    ['ada@xn--mnchen-3ya.example', 'ada@xn--mnchen-3ya.example'],
    ['山田@会社.example', '山田@会社.example'],
    ["o'neil+plan@mail.company.example", "o'neil+plan@mail.company.example"],
  ])('%s is taken, in lower case and one form', (text, address) => {
    expect(parseEmail(text)).toBe(address)
  })

  it.each([
    '',
    'ada',
    '@company.example',
    'ada@',
    'ada@company',
    'ada@company..example',
    'ada@-company.example',
    'ada@company.example/x',
    'ada@1.2.3.4',
    'ada example@company.example',
    'ada..b@company.example',
    '.ada@company.example',
    'ada.@company.example',
    'a@b@company.example',
    'Ada <ada@company.example>',
    'ada@company.example\r\nBcc: x@y.example',
    `${'ü'.repeat(33)}@company.example`,
  ])('%j is none', (text) => {
    expect(parseEmail(text)).toBeNull()
  })

  it('is the same in every spelling of its domain', () => {
    expect(emailKey('Ada@MÜNCHEN.example')).toBe(emailKey('ada@xn--mnchen-3ya.example'))
    expect(emailKey('ada@company.example')).not.toBe(emailKey('ben@company.example'))
  })
})
