import { expect, test } from 'vitest'
import { statusSchema } from '../../../../adapters/jira/map/schemas.ts'
import { statusOf } from '../../../../adapters/jira/map/statuses.ts'

test.each([
  [{ id: 4 }, 'in_progress'],
  [{ id: '4' }, 'in_progress'],
  [{ id: '3', name: 'In Progress' }, 'done'],
  [{ id: 99 }, 'unknown'],
  [{ id: null }, 'unknown'],
  [{ key: 'done' }, 'done'],
  [{ id: null, key: 'indeterminate' }, 'in_progress'],
  [{ id: 3, key: 'new' }, 'done'],
  [{ id: 99, key: 'done' }, 'done'],
  [{ id: 1, key: 'undefined', name: 'No Category' }, 'unknown'],
  [{ key: ' Done ' }, 'done'],
  [{ key: 'NEW' }, 'unstarted'],
  [{ name: 'Done' }, 'unknown'],
  [{ key: 'undefined' }, 'unknown'],
  [{ key: 'constructor' }, 'unknown'],
  [null, 'unknown'],
])(
  "a status of category %o is %s: by the category's id, as a number or as text, else by its key",
  (statusCategory, category) => {
    const status = statusSchema.parse({ id: '10001', name: 'Any', statusCategory })
    expect(statusOf('jira-1', status).category).toBe(category)
  },
)
