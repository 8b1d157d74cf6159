import { expect, test } from 'vitest'
import { oddDataCenter } from './odd-data-center.ts'

const people = [{ key: 'JIRAUSER1', name: 'ada', displayName: 'Ada' }, null, { displayName: 7 }]

test.each([
  ['list', { status: 200, body: { values: people, isLast: true } }],
  ['search', { status: 404, body: {} }],
])(
  'records of the %s of people that can not be understood are counted, and the others read',
  async (_, list) => {
    const { tracker } = oddDataCenter(() => [], {
      answering: ({ endpoint }) => {
        if (endpoint === 'GET user/list') return list
        return endpoint === 'GET user/search' ? { body: people } : null
      },
    })
    const { scopes } = await tracker.preflight()
    expect((await tracker.listUsers()).map(({ accountId }) => accountId)).toEqual(['JIRAUSER1'])
    const { page } = await tracker.readPage({ scopes, changedSinceAt: null, checkpoint: null })
    expect(page.incompleteLists).toEqual([
      { list: 'list of people', cause: "2 of its records can't be understood" },
    ])
  },
)
