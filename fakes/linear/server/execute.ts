import {
  type DocumentNode,
  defaultFieldResolver,
  execute,
  type GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLSchema,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  validate,
} from 'graphql'
import {
  ExhaustedError,
  errorBody,
  errorEntry,
  InternalError,
  InvalidInputError,
} from '../resolvers/errors.ts'
import { linearSchema, schemaWithout } from '../schema/schema.ts'

/** A valid query, or the error response to it. */
type Prepared =
  | { readonly kind: 'document'; readonly document: DocumentNode; readonly schema: GraphQLSchema }
  | { readonly kind: 'refused'; readonly body: string }

const mostPrepared = 500
const preparedQueries = new Map<string, Prepared>()

/**
 * Parses and validates a query against the schema, once: that takes longer than most queries do.
 * @param absent what this Linear doesn't have, as `schemaWithout` takes it
 */
export function prepare(query: string, absent: ReadonlySet<string>): Prepared {
  if (absent.size > 0) return parseAndValidate(query, schemaWithout(absent))
  const known = preparedQueries.get(query)
  if (known !== undefined) return known
  if (preparedQueries.size >= mostPrepared) preparedQueries.clear()
  const prepared = parseAndValidate(query, linearSchema)
  preparedQueries.set(query, prepared)
  return prepared
}

function parseAndValidate(query: string, schema: GraphQLSchema): Prepared {
  try {
    const document = parse(query)
    const [error] = validate(schema, document)
    if (error === undefined) return { kind: 'document', document, schema }
    return { kind: 'refused', body: errorBody('invalidQuery', error.message) }
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'GraphQLError') throw error
    return { kind: 'refused', body: errorBody('invalidQuery', error.message) }
  }
}

/** Whether a query asks for a field of the root, under whatever name. */
export function asksForRootField({ definitions }: DocumentNode, field: string): boolean {
  const asked = definitions.flatMap((each) =>
    'selectionSet' in each ? (each.selectionSet?.selections ?? []) : [],
  )
  return asked.some((each) => each.kind === Kind.FIELD && each.name.value === field)
}

interface Executed {
  readonly status: number
  readonly body: string
}

/** Runs a query over a root: 200 with data, 200 with data and errors where part of it failed, 400 for a caller's error, 504 where it took too long. */
export async function run(
  { document, schema }: Extract<Prepared, { readonly kind: 'document' }>,
  variables: Readonly<Record<string, unknown>>,
  rootValue: unknown,
): Promise<Executed> {
  const result = await execute({
    schema,
    document,
    rootValue,
    variableValues: variables,
    fieldResolver: resolveField,
  })
  if (result.errors === undefined) return { status: 200, body: JSON.stringify({ data: result.data }) }
  if (result.errors.some(({ originalError }) => originalError instanceof ExhaustedError))
    return { status: 504, body: 'Gateway Timeout' }
  const isCallersFault = result.errors.some(isInvalidInput)
  const errors = result.errors.map((error) => ({
    ...errorEntry(isInvalidInput(error) ? 'invalidInput' : 'internal', error.message),
    path: error.path,
  }))
  return { status: isCallersFault ? 400 : 200, body: JSON.stringify({ data: result.data ?? null, errors }) }
}

/** Bad arguments and variables come without a path: only a resolver's other failures are Linear's own. */
function isInvalidInput(error: GraphQLError): boolean {
  const { originalError } = error
  if (originalError instanceof InvalidInputError) return true
  if (originalError instanceof InternalError) return false
  return error.path === undefined
}

/** The made-up company has few of Linear's fields; the others are empty, and null only where the schema allows it. */
const resolveField: GraphQLFieldResolver<unknown, unknown> = (source, args, context, info) => {
  const value: unknown = defaultFieldResolver(source, args, context, info)
  return value === undefined ? emptyOf(info.returnType) : value
}

function emptyOf(type: GraphQLOutputType): unknown {
  if (!isNonNullType(type)) return null
  const inner = type.ofType
  if (isListType(inner)) return []
  if (isEnumType(inner)) return inner.getValues()[0]?.value
  if (isObjectType(inner)) return {}
  switch (inner.name) {
    case 'Boolean':
      return false
    case 'Int':
    case 'Float':
      return 0
    case 'String':
    case 'ID':
      return ''
    case 'DateTime':
      return '2020-01-01T00:00:00.000Z'
    case 'JSONObject':
      return {}
    default:
      return null
  }
}
