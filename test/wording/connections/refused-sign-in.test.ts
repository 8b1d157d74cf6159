import { expect, test } from 'vitest'
import { refusedSignInText } from '../../../wording/connections/connect-text.ts'

test.each([
  ['access_denied', /^the app was not allowed to read at Jira/],
  ['server_error', /^Jira failed during the sign-in \(server_error\).*try again later$/],
  ['temporarily_unavailable', /^Jira failed during the sign-in/],
  ['invalid_scope', /^Jira refused the sign-in \(invalid_scope\): check that the app has the scopes/],
])('a sign-in that ends with %s is told with what to do', (error, words) => {
  expect(refusedSignInText(error, 'Jira')).toMatch(words)
})
