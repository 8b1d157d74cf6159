import { expect, test } from 'vitest'
import { mailIdentityOf } from '../../../worker/parts/mail-identity.ts'
import { readConfig } from '../../../worker/settings/config.ts'

test.each([
  ['Plumbline <plumbline@company.example>', 'company.example'],
  ['plumbline@Company.example', 'Company.example'],
  ['Plumbline <plumbline@m\u00fcnchen.example>', 'xn--mnchen-3ya.example'],
  ['Plumbline <plumbline@localhost>', 'localhost'],
])('the Message-IDs of mails from %s end in what DNS calls its domain', (MAIL_FROM, domain) => {
  expect(mailIdentityOf(readConfig({ MAIL_FROM })).messageIdDomain).toBe(domain)
})
