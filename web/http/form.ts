import type { z } from 'zod'
import { formTokenField, secretField } from '../page/form.ts'
import { mostBodyBytes } from './limits.ts'

/** A form that can't be read, or whose fields don't fit: no form of ours sends such a one. */
export class FormError extends Error {
  override readonly name = 'FormError'
}

/** A form that is too large to be read. */
export class FormTooLargeError extends Error {
  override readonly name = 'FormTooLargeError'
}

/** A form's fields as the browser sent them; a field that was sent several times is a list. */
export type FormFields = Readonly<Record<string, unknown>>

/** Reads a form that was sent. @throws FormError, FormTooLargeError */
export async function readForm(request: Request): Promise<FormFields> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type))
    throw new FormError('it is not a form')
  const body = new Response(await readBytes(request), { headers: { 'content-type': type } })
  return fieldsOf(await body.formData().catch(refuse))
}

/** Reads a form's fields by a schema. @throws FormError, which names the field and never its value */
export function readFields<Fields>(fields: FormFields, schema: z.ZodType<Fields>): Fields {
  const read = schema.safeParse(fields)
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw new FormError(`the field "${issue?.path.join('.') ?? ''}" does not fit`)
}

/** What somebody filled in, in order, without secrets: no page shows them again. Null where a file is among it, which none can. */
export function sentFields(fields: FormFields): (readonly [name: string, value: string])[] | null {
  const sent: (readonly [string, string])[] = []
  for (const [name, value] of Object.entries(fields)) {
    if (name === formTokenField || name === secretField) continue
    for (const each of Array.isArray(value) ? value : [value]) {
      if (typeof each === 'string') sent.push([name, each])
      else if (!isNoFile(each)) return null
    }
  }
  return sent
}

/** What a browser sends where no file was chosen. */
function isNoFile(value: unknown): boolean {
  return value instanceof File && value.size === 0 && value.name === ''
}

async function readBytes({ body }: Request): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body ?? []) {
    bytes += chunk.length
    // Read to its end, and kept no more: a browser shows no answer to what it could not finish sending.
    if (bytes <= mostBodyBytes) chunks.push(chunk)
  }
  if (bytes > mostBodyBytes) throw new FormTooLargeError(`a form has more than ${mostBodyBytes} bytes`)
  return new Uint8Array(Buffer.concat(chunks))
}

function refuse(error: unknown): never {
  if (error instanceof TypeError) throw new FormError('it can not be read', { cause: error })
  throw error
}

function fieldsOf(data: FormData): FormFields {
  const fields: Record<string, unknown> = {}
  for (const name of new Set(data.keys())) {
    const values = data.getAll(name)
    fields[name] = values.length === 1 ? values[0] : values
  }
  return fields
}
