import type { ApiDocument, ApiSchema } from './openapi-check.ts'

const text = { type: 'string' }
const count = { type: 'integer' }
const flag = { type: 'boolean' }

/** The little of Atlassian's document that is checked where the whole is not at hand: two answers' keys and types. */
export const openApiSubset: ApiDocument = {
  components: { schemas: {} },
  paths: {
    '/rest/api/3/search/approximate-count': {
      post: answered({ type: 'object', properties: { count } }),
    },
    '/rest/api/3/status': {
      get: answered({
        type: 'array',
        items: {
          type: 'object',
          properties: {
            self: text,
            id: text,
            name: text,
            untranslatedName: text,
            description: text,
            iconUrl: text,
            scope: { type: 'object' },
            statusCategory: {
              type: 'object',
              properties: { self: text, id: count, key: text, name: text, colorName: text },
            },
          },
        },
      }),
    },
    '/rest/api/3/worklog/updated': {
      get: answered({
        type: 'object',
        required: ['values', 'since', 'lastPage'],
        properties: {
          values: {
            type: 'array',
            items: {
              type: 'object',
              properties: { worklogId: count, updatedTime: count, properties: { type: 'array' } },
            },
          },
          since: count,
          until: count,
          lastPage: flag,
          nextPage: text,
          self: text,
        },
      }),
    },
  },
}

function answered(schema: ApiSchema): object {
  return { responses: { 200: { content: { 'application/json': { schema } } } } }
}
