import { expect, test } from 'vitest'
import { jira } from '../../../../adapters/jira/definition.ts'
import { linear } from '../../../../adapters/linear/definition.ts'
import { connectFields, readConnectForm } from '../../../../web/connections/connect/form.ts'
import { connectView } from '../../../../web/connections/connect/view.ts'

const address = { name: 'own', url: 'https://jira.example.com/jira', secret: 'example-secret' }

test('a password is sent with a user name, an API token with an e-mail, a personal access token alone', () => {
  const accountOf = (fields: object) => {
    const read = readConnectForm(jira, connectFields.parse({ ...address, ...fields }))
    return 'request' in read
      ? read.request.account
      : read.problems.map(({ field, words }) => `${field}: ${words}`)
  }
  const both = { email: 'ada@company.example', userName: ' ada ' }
  expect(accountOf({ ...both, auth: 'password' })).toBe('ada')
  expect(accountOf({ ...both, auth: 'api_token' })).toBe('ada@company.example')
  expect(accountOf({ ...both, auth: 'personal_access_token' })).toBeNull()
  expect(accountOf({ auth: 'password', email: 'ada@company.example' })).toEqual([
    'userName: The user name is missing: the password belongs to the account with that name.',
  ])
  expect(accountOf({ auth: 'api_token', userName: 'ada' })).toHaveLength(1)
})

test('what can be no e-mail, user name or client id is told at its field; blanks around it are not part of it', () => {
  const problemsOf = (fields: object) => {
    const read = readConnectForm(jira, connectFields.parse({ ...address, ...fields }))
    return 'request' in read ? read.request.account : read.problems.map(({ field }) => field)
  }
  for (const email of [
    'robot',
    '<ada@company.example>',
    'Ada <ada@company.example>',
    '"ada@company.example"',
  ])
    expect(problemsOf({ auth: 'api_token', email })).toEqual(['email'])
  expect(problemsOf({ auth: 'api_token', email: ' Ada@Company.example\t' })).toBe('Ada@Company.example')
  expect(problemsOf({ auth: 'password', userName: 'ro:bot' })).toEqual(['userName'])
  expect(problemsOf({ auth: 'password', userName: ' DOM\\robot ' })).toBe('DOM\\robot')
  expect(problemsOf({ auth: 'oauth', clientId: 'a b' })).toEqual(['clientId'])
  expect(problemsOf({ auth: 'oauth', clientId: ' a-b ' })).toBe('a-b')
})

test('the form asks for a user name only where a tracker takes one', () => {
  const given = { name: '', url: '', auth: '', email: '', userName: '', clientId: '', expires: '' }
  const formOf = (definition: typeof jira) =>
    String(
      connectView({
        definition,
        given,
        problems: [],
        callbackUrl: 'https://a.example/back',
        formToken: 'token',
      }),
    )
  expect(formOf(jira)).toContain('Needed for: password.')
  expect(formOf(jira)).toContain('name="userName"')
  expect(formOf(linear)).not.toContain('userName')
})

test('a kind of secret says which fields are shown with it, and none of those hidden can hold a form back', () => {
  const given = { name: '', url: '', auth: 'password', email: 'x', userName: '', clientId: '', expires: '' }
  const form = String(
    connectView({
      definition: jira,
      given,
      problems: [],
      callbackUrl: 'https://a.example',
      formToken: 'token',
    }),
  )
  const needs = [...form.matchAll(/data-needs="(\w+)"/g)].map(([, need]) => need)
  const shown = [...form.matchAll(/data-for="(\w+)"/g)].map(([, need]) => need)
  expect(needs).toContain('userName')
  expect(shown).toEqual(expect.arrayContaining(needs.filter((need) => need !== 'nothing')))
  expect(form).toMatch(/id="auth-password"[^>]* checked data-needs="userName"/)
  expect(form.replace(/[\s\S]*<fieldset>/, '')).not.toMatch(
    /id="(email|userName|clientId)"[^>]*( required| type=)/,
  )
})
