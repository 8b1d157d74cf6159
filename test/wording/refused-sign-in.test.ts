import { expect, test } from 'vitest'
import { refusedSignInText } from '../../wording/connect-text.ts'

test.each([
  ['access_denied', /^nobody allowed the app to read at Jira/],
  ['server_error', /^Jira failed at the sign-in \(server_error\).*sign in again in a while$/],
  ['temporarily_unavailable', /^Jira failed at the sign-in/],
  ['invalid_scope', /^Jira refused the sign-in \(invalid_scope\): compare the app's scopes/],
])('a sign-in that ends with %s is told with what to do', (error, words) => {
  expect(refusedSignInText(error, 'Jira')).toMatch(words)
})
