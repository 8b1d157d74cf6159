import { expect, test } from 'vitest'
import { companies } from '../../../builders/odd-companies.ts'
import { lints } from '../../../builders/situations/lints.ts'
import type { Lint } from '../../../builders/situations/mails.ts'
import { mailsOf } from '../../../builders/situations/mails.ts'
import { situations } from '../../../builders/situations/situations.ts'

const all = [
  ...situations,
  ...Object.entries(companies)
    // Its texts try to break what they can: they are no native English.
    .filter(([name]) => name !== 'hostile')
    .map(([name, company]) => ({ name, ...company })),
].flatMap((company) => mailsOf(company).map((mail) => ({ ...mail, name: `${company.name}: ${mail.name}` })))

test.each(Object.entries<Lint>(lints))('%s', (_, lint) => {
  expect(all.flatMap((mail) => lint(mail).map((words) => `${mail.name}: ${words}`))).toEqual([])
})
