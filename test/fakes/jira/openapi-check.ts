import { z } from 'zod'

/** The part of an OpenAPI 3 schema that says what an answer must look like. */
export interface ApiSchema {
  readonly $ref?: string | undefined
  readonly type?: string | undefined
  readonly required?: readonly string[] | undefined
  readonly properties?: Readonly<Record<string, ApiSchema>> | undefined
  readonly items?: ApiSchema | undefined
  readonly allOf?: readonly ApiSchema[] | undefined
  readonly enum?: readonly unknown[] | undefined
}

const schemaSchema: z.ZodType<ApiSchema> = z.lazy(() =>
  z.object({
    $ref: z.string().optional(),
    type: z.string().optional(),
    required: z.array(z.string()).optional(),
    properties: z.record(z.string(), schemaSchema).optional(),
    items: schemaSchema.optional(),
    allOf: z.array(schemaSchema).optional(),
    enum: z.array(z.unknown()).optional(),
  }),
)

const responseSchema = z.looseObject({
  content: z.object({ 'application/json': z.object({ schema: schemaSchema }).optional() }).optional(),
})

export const documentSchema = z.object({
  components: z.object({ schemas: z.record(z.string(), schemaSchema) }),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.union([z.object({ responses: z.record(z.string(), responseSchema) }), z.unknown()]),
    ),
  ),
})

export type ApiDocument = z.infer<typeof documentSchema>

/** The schema of an operation's 200 answer. */
export function answerSchema(document: ApiDocument, method: 'get' | 'post', path: string): ApiSchema {
  const operation = z
    .object({ responses: z.object({ 200: responseSchema }) })
    .parse(document.paths[path]?.[method])
  const schema = operation.responses[200].content?.['application/json']?.schema
  if (schema === undefined) throw new Error(`The document has no answer for ${method} ${path}.`)
  return schema
}

/** Every place where a value breaks the schema: a missing required key, another type, a key it doesn't know. */
export function faultsOf(
  document: ApiDocument,
  schema: ApiSchema,
  value: unknown,
  at = '$',
): readonly string[] {
  if (schema.$ref !== undefined) {
    const named = document.components.schemas[schema.$ref.split('/').at(-1) ?? '']
    return named === undefined ? [`${at}: unknown ${schema.$ref}`] : faultsOf(document, named, value, at)
  }
  if (schema.allOf !== undefined) {
    return schema.allOf.flatMap((part) => faultsOf(document, part, value, at))
  }
  if (schema.type === 'array') {
    if (!Array.isArray(value)) return [`${at}: not an array`]
    return schema.items === undefined
      ? []
      : value.flatMap((item, index) => faultsOf(document, schema.items ?? {}, item, `${at}[${index}]`))
  }
  if (schema.properties !== undefined) return objectFaults(document, schema, value, at)
  if (schema.type === 'string' && typeof value !== 'string') return [`${at}: not a string`]
  if (schema.type === 'boolean' && typeof value !== 'boolean') return [`${at}: not a boolean`]
  if (schema.type === 'integer' && !Number.isInteger(value)) return [`${at}: not a whole number`]
  if (schema.enum !== undefined && !schema.enum.includes(value))
    return [`${at}: ${String(value)} is not listed`]
  return []
}

function objectFaults(
  document: ApiDocument,
  schema: ApiSchema,
  value: unknown,
  at: string,
): readonly string[] {
  const object = z.record(z.string(), z.unknown()).safeParse(value)
  if (!object.success) return [`${at}: not an object`]
  const properties = new Map(Object.entries(schema.properties ?? {}))
  const missing = (schema.required ?? []).filter((key) => !Object.hasOwn(object.data, key))
  const faults = missing.map((key) => `${at}.${key}: missing`)
  for (const [key, held] of Object.entries(object.data)) {
    const property = properties.get(key)
    if (property === undefined) faults.push(`${at}.${key}: unknown key`)
    else faults.push(...faultsOf(document, property, held, `${at}.${key}`))
  }
  return faults
}
