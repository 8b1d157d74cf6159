import { recentAccounts } from '../../../queries/people/accounts.ts'
import { planFileOf } from '../../../queries/plan/plan-versions.ts'
import { page, redirect } from '../../http/answer.ts'
import { definePage, type Page } from '../../http/page.ts'
import { firstShown } from '../../page/parts.ts'
import { checked, madeFromField } from '../check.ts'
import { assignmentFields, withAssigned } from './assign.ts'
import { peopleView } from './view.ts'

const longestFind = 200

/** Whose the trackers' accounts are, as `plumbline accounts` tells it. */
const accounts = definePage('GET /people', async ({ parts: { store }, query, formToken }) => {
  const [found, file] = await Promise.all([recentAccounts(store), planFileOf(store, null)])
  const sent = { people: new Map(), machines: new Set<number>(), problems: [] }
  const place = { find: (query('find') ?? '').trim().slice(0, longestFind), from: firstShown(query('from')) }
  return page('People', peopleView({ ...found, ...sent, ...place, file, formToken }))
})

/** Shows what the plan would be with the accounts as somebody says whose they are; it is saved as any other plan. */
const assign = definePage('POST /people', async (request) => {
  const { store } = request.parts
  const { madeFrom, ...sent } = request.form(assignmentFields.extend(madeFromField))
  const file = await planFileOf(store, null)
  if (file === null) return redirect('/plan')
  const assigned = withAssigned(file.yaml, sent)
  if (assigned.problems.length === 0 && assigned.yaml !== null)
    return checked(request, assigned.yaml, madeFrom)
  const view = peopleView({
    ...(await recentAccounts(store)),
    ...{ ...assigned, find: '', from: 0, file, formToken: request.formToken },
  })
  return page('People', view, { status: 400 })
})

export const peoplePages: readonly Page[] = [accounts, assign]
