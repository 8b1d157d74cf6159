import { expect, it } from 'vitest'
import { officialApi } from '../../setup/official-api.ts'
import { type ApiDocument, answerSchema, documentSchema, faultsOf } from './openapi-check.ts'
import { openApiSubset } from './openapi-subset.ts'
import { ask, withFakeJira } from './with-fake-jira.ts'

const official = officialApi('jira-cloud-v3.json')
const document: ApiDocument = official === null ? openApiSubset : documentSchema.parse(JSON.parse(official))

/** Documented path, what to ask, and what to send; those that the document at hand lacks are left out. */
const questions: readonly (readonly [documented: string, path: string, body: object | undefined])[] = [
  [
    '/rest/api/3/search/jql',
    '/rest/api/3/search/jql',
    { jql: 'project = ALP', fields: ['*all'], expand: 'changelog,names' },
  ],
  ['/rest/api/3/search/approximate-count', '/rest/api/3/search/approximate-count', { jql: 'project = ALP' }],
  [
    '/rest/api/3/changelog/bulkfetch',
    '/rest/api/3/changelog/bulkfetch',
    { issueIdsOrKeys: ['ALP-2', 'BET-1'] },
  ],
  ['/rest/api/3/issue/bulkfetch', '/rest/api/3/issue/bulkfetch', { issueIdsOrKeys: ['ALP-2', 'NOPE-1'] }],
  ['/rest/api/3/issue/{issueIdOrKey}', '/rest/api/3/issue/ALP-2?expand=changelog', undefined],
  ['/rest/api/3/issue/{issueIdOrKey}/changelog', '/rest/api/3/issue/ALP-2/changelog', undefined],
  ['/rest/api/3/issue/{issueIdOrKey}/comment', '/rest/api/3/issue/ALP-2/comment', undefined],
  ['/rest/api/3/issue/{issueIdOrKey}/worklog', '/rest/api/3/issue/ALP-2/worklog', undefined],
  ['/rest/api/3/worklog/updated', '/rest/api/3/worklog/updated?since=0', undefined],
  ['/rest/api/3/worklog/deleted', '/rest/api/3/worklog/deleted?since=0', undefined],
  ['/rest/api/3/worklog/list', '/rest/api/3/worklog/list', { ids: [30_000] }],
  ['/rest/api/3/field', '/rest/api/3/field', undefined],
  ['/rest/api/3/status', '/rest/api/3/status', undefined],
  ['/rest/api/3/statuses/search', '/rest/api/3/statuses/search', undefined],
  ['/rest/api/3/statuscategory', '/rest/api/3/statuscategory', undefined],
  ['/rest/api/3/issuetype', '/rest/api/3/issuetype', undefined],
  ['/rest/api/3/priority', '/rest/api/3/priority', undefined],
  ['/rest/api/3/myself', '/rest/api/3/myself?expand=groups', undefined],
  ['/rest/api/3/serverInfo', '/rest/api/3/serverInfo', undefined],
  ['/rest/api/3/project/search', '/rest/api/3/project/search?expand=insight,lead,issueTypes', undefined],
  ['/rest/api/3/project/{projectIdOrKey}', '/rest/api/3/project/ALP', undefined],
  ['/rest/api/3/users/search', '/rest/api/3/users/search', undefined],
  ['/rest/api/3/user/search', '/rest/api/3/user/search?query=ada', undefined],
]

/**
 * Where the original itself goes beyond its own document, as its answers show: untranslated names, the newer keys of
 * serverInfo, the project of a scope, `from`, `to` and their texts of changes, which may be null, and `created` of the
 * bulk changelog, which is a number.
 */
const knownBeyond =
  /untranslatedName: unknown key|displayUrlConfluence|displayUrlServicedesk|defaultLocale|serverTimeZone|scope\.project|(from|fromString|to|toString): not a string|^\$\.issueChangeLogs.*created: not a string/

const asked = questions.filter(([documented]) => document.paths[documented] !== undefined)

it('checks the answers of every endpoint that the document at hand describes', () => {
  // The whole document is not part of the project; without it a small subset of our own is what is checked.
  expect(asked.length).toBe(document === openApiSubset ? 3 : questions.length)
})

it.each(asked)('%s answers as documented', (documented, path, body) =>
  withFakeJira({}, async (jira) => {
    const reply = await ask(jira, path, body)
    expect(reply.status).toBe(200)
    const schema = answerSchema(document, body === undefined ? 'get' : 'post', documented)
    const faults = faultsOf(document, schema, reply.body)
    expect(faults.filter((fault) => !knownBeyond.test(fault))).toEqual([])
  }),
)

it('finds a missing key, a wrong type and an unknown key', () => {
  const schema = { required: ['id'], properties: { id: { type: 'string' }, total: { type: 'integer' } } }
  expect(faultsOf(openApiSubset, schema, { total: '3', more: 1 })).toEqual([
    '$.id: missing',
    '$.total: not a whole number',
    '$.more: unknown key',
  ])
})
