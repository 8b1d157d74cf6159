import { expect, test } from 'vitest'
import { commentOn } from '../../../fakes/linear/state/edits.ts'
import { smallCompany, someTickets } from '../../fakes/linear/small-company.ts'
import { type Desk, harvest, openDesk } from './run.ts'

/** Sixty tickets, with two comments each and up to six changes of assignee, the newest of which leads to the present one. */
async function openShortDesk(): Promise<Desk> {
  const desk = await openDesk({ company: smallCompany(someTickets(60)) })
  for (const [place, issue] of desk.fake.state.issues.entries()) {
    const others = 1 + (place % 6)
    const assigneeOf = (index: number) => (index === others ? issue.assigneeId : `user-${index}`)
    const changes = Array.from({ length: others }, (_, index) => ({
      ...{ id: `${issue.id}-h${index}`, createdAt: issue.createdAt + index * 1000, actorId: null },
      ...{ fromAssigneeId: assigneeOf(index), toAssigneeId: assigneeOf(index + 1) },
    }))
    issue.history.splice(0, issue.history.length, ...changes)
    for (const at of [1, 2]) commentOn({ issue, at: issue.createdAt + at, actorId: null })
  }
  return desk
}

async function countsOf(desk: Desk) {
  const { events, incomplete } = await harvest(desk.tracker)
  expect(incomplete).toEqual([])
  const read = [...events.values()].flat()
  const { issues } = desk.fake.state
  return {
    comments: read.filter(({ kind }) => kind === 'comment').length,
    changes: read.filter(({ kind }) => kind === 'assignee').length,
    written: {
      comments: issues.reduce((sum, { comments }) => sum + comments.length, 0),
      changes: issues.reduce((sum, { history }) => sum + history.length, 0),
    },
  }
}

test.each(['comments', 'history'] as const)(
  'where Linear returns fewer %s than it is asked for, and no round number, none is lost',
  async (name) => {
    await using desk = await openShortDesk()
    desk.fake.faults.shortLists.add(name)
    const { written, ...read } = await countsOf(desk)
    expect(read).toEqual(written)
  },
)
