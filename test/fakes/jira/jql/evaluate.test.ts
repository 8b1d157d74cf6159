import { describe, expect, it } from 'vitest'
import { accountIdOf } from '../../../../fakes/company/identity.ts'
import { JqlError } from '../../../../fakes/jira/jql/error.ts'
import { compileJql } from '../../../../fakes/jira/jql/evaluate.ts'
import type { RequestContext } from '../../../../fakes/jira/resources/request-context.ts'
import { JiraState } from '../../../../fakes/jira/state/state.ts'
import { smallCompany, smallCompanyAsOfAt } from '../../../builders/company.ts'

const state = new JiraState(smallCompany(), () => smallCompanyAsOfAt)
const context: RequestContext = {
  state,
  baseUrl: 'http://127.0.0.1:1',
  timeZone: 'Europe/Berlin',
  accountId: accountIdOf('bo.sample@lumenworks.example'),
  nowAt: smallCompanyAsOfAt,
}

function found(jql: string): string {
  const compiled = compileJql(jql, context)
  return state
    .issues()
    .filter((issue) => compiled.matches(issue))
    .map((issue) => ({ key: issue.key, issueId: issue.issueId, sortKeys: compiled.sortKeys(issue) }))
    .sort(compiled.compare)
    .map(({ key }) => key)
    .join(' ')
}

function refusals(jql: string): readonly string[] {
  try {
    compileJql(jql, context)
  } catch (error) {
    if (error instanceof JqlError) return error.messages
    throw error
  }
  return []
}

describe('compileJql', () => {
  it.each([
    ['project = ALP', 'ALP-1 ALP-2 ALP-3'],
    ['project in (alp, Beta)', 'ALP-1 ALP-2 ALP-3 BET-1 BET-2'],
    ['project = 10001', 'BET-1 BET-2'],
    ['key = BET-1', 'BET-1'],
    ['id in (10000, ALP-3)', 'ALP-1 ALP-3'],
    ['issuekey > ALP-2 and project = ALP', 'ALP-3'],
    ['issuetype = bug', 'ALP-3'],
    ['type in (Epic, Incident)', 'ALP-1 BET-2'],
    ['status = "In Arbeit"', 'BET-2'],
    ['status = "To Do"', 'ALP-1 ALP-3 BET-1'],
    ['statusCategory = Done', 'ALP-2'],
    ['statusCategory != Done', 'ALP-1 ALP-3 BET-1 BET-2'],
    ['statusCategory = 4', 'BET-2'],
    ['assignee = currentUser()', 'ALP-2 ALP-3'],
    ['assignee is empty', 'ALP-1 BET-1 BET-2'],
    ['assignee is not EMPTY', 'ALP-2 ALP-3'],
    ['reporter = "ada.example@lumenworks.example" and project = BET', 'BET-1'],
    ['labels = support', 'ALP-3'],
    ['labels = nobody-uses-this', ''],
    ['labels not in (support)', 'ALP-1'],
    ['component = exports', 'ALP-2'],
    ['priority = Highest', 'ALP-3 BET-2'],
    ['parent = ALP-1', 'ALP-2'],
    ['resolution = Unresolved and project = ALP', 'ALP-1 ALP-3'],
    ['resolved >= "2026-03-01"', 'ALP-2'],
    ['resolved is empty and project = ALP', 'ALP-1 ALP-3'],
    ['created < "2026-03-02 10:01"', 'ALP-1 ALP-2'],
    [`updated >= ${Date.parse('2026-03-03T00:00:00Z')}`, 'ALP-2 BET-2'],
    ['created >= -200d and created <= now() and project = ALP', 'ALP-1 ALP-2 ALP-3'],
    ['updated >= startOfYear() and project = BET', 'BET-1 BET-2'],
    ['summary ~ invoices', 'ALP-2'],
    ['text ~ "half works"', 'ALP-2'],
    ['summary ~ "tot*"', 'ALP-3'],
    ['sprint in openSprints()', 'BET-1'],
    ['cf[10028] >= 5', 'ALP-2'],
    ['"Story point estimate" = 3', 'BET-1'],
    ['not (project = ALP or status = "In Arbeit")', 'BET-1'],
  ])('finds by %s', (jql, keys) => {
    expect(found(`${jql} order by key asc`)).toBe(keys)
  })

  it.each([
    ['project = NOPE', ["The value 'NOPE' does not exist for the field 'project'."]],
    ['nope = 1', ["Field 'nope' does not exist or you do not have permission to context it."]],
    ['issue in (ALP-1, ALP-99)', ["An issue with key 'ALP-99' does not exist for field 'issue'."]],
    ['id in (10000, 99999)', ["A value with ID '99999' does not exist for the field 'id'."]],
    ['key = 0.0', ["The issue key '0.0' for field 'key' is invalid."]],
    ['project ~ A', ["The operator '~' is not supported by the 'project' field."]],
    ['summary = x', ["The operator '=' is not supported by the 'summary' field."]],
    ['status = Sideways', ["The value 'Sideways' does not exist for the field 'status'."]],
    [
      'project = NOPE and nope = 1 order by nix',
      [
        "The value 'NOPE' does not exist for the field 'project'.",
        "Field 'nope' does not exist or you do not have permission to context it.",
        "Not able to sort using field 'nix': it does not exist or you do not have permission to context it.",
      ],
    ],
  ])('refuses %s with all its faults at once', (jql, words) => {
    expect(refusals(jql)).toEqual(words)
  })

  it('refuses a date with seconds', () => {
    expect(refusals('updated > "2026-06-12 09:30:15"').join()).toMatch(
      /^Date value '2026-06-12 09:30:15' for field 'updated' is invalid\./,
    )
  })

  it('sorts keys by number and empty values last', () => {
    expect(found('project = ALP order by resolved asc, key desc')).toBe('ALP-2 ALP-3 ALP-1')
    expect(found('project in (ALP, BET) order by updated desc')).toBe('ALP-2 BET-2 BET-1 ALP-3 ALP-1')
  })
})
