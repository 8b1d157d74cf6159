import type { z } from 'zod'
import { formTokenField, secretField } from '../page/form/form.ts'
import type { SendAgain } from '../page/form/send-again.ts'
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

const read = new WeakMap<Request, Promise<FormFields>>()

/** Reads a form that was sent, however often it is asked for: a body can be read once. @throws FormError, FormTooLargeError */
export function readForm(request: Request): Promise<FormFields> {
  const form = read.get(request) ?? readBody(request)
  read.set(request, form)
  return form
}

async function readBody(request: Request): Promise<FormFields> {
  const said = request.headers.get('content-type') ?? ''
  // Mail programs that stop mails for their users may not say what they send (Notifuse/notifuse#362).
  const type = /^(?:text\/plain\b|$)/i.test(said) ? 'application/x-www-form-urlencoded' : said
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type))
    throw new FormError('it is not a form')
  const body = new Response(await readBytes(request), { headers: { 'content-type': type } })
  return fieldsOf(await body.formData().catch(refuse))
}

/** Reads a form's fields by a schema. @throws FormError, which names the field and never its value */
export function readFields<Fields>(fields: FormFields, schema: z.ZodType<Fields>): Fields {
  const parsed = schema.safeParse(fields)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new FormError(`the field "${issue?.path.join('.') ?? ''}" does not fit`)
}

/** What somebody filled in, in order, without secrets, which no page shows again; and the names of chosen files. */
export function sentFields(fields: FormFields): Pick<SendAgain, 'fields' | 'files'> {
  const sent: (readonly [string, string])[] = []
  const files: { name: string; fileName: string }[] = []
  for (const [name, value] of Object.entries(fields)) {
    if (name === formTokenField || name === secretField) continue
    for (const each of Array.isArray(value) ? value : [value]) {
      if (typeof each === 'string') sent.push([name, each])
      else if (each instanceof File && !isNoFile(each)) files.push({ name, fileName: each.name })
    }
  }
  return { fields: sent, files }
}

/** What a browser sends where no file was chosen. */
function isNoFile({ size, name }: File): boolean {
  return size === 0 && name === ''
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
  if (error instanceof TypeError) throw new FormError('it can’t be read', { cause: error })
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
