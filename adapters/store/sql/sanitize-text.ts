/** NUL, and halves of surrogate pairs: JavaScript allows them in a string, PostgreSQL refuses them. */
const refused = /\0|\p{Surrogate}/gu
/** Most texts, and all ids: told by a look at them, where the replacement goes through them. */
const usual = /^[ -~]*$/
/** How JSON writes them; a literal backslash before them matches too, which costs time only. */
const escapes = /\\u0000|\\ud[89a-f]/

export interface Sanitized<Value> {
  readonly value: Value
  readonly removedCharacters: number
}

/** A text without the characters that PostgreSQL refuses (error 22021), and how many those were. */
export function sanitizeText(text: string): Sanitized<string> {
  if (usual.test(text)) return { value: text, removedCharacters: 0 }
  const value = text.replace(refused, '')
  return { value, removedCharacters: text.length - value.length }
}

/** A JSON text for PostgreSQL, with the same characters taken out of every text inside. */
export function sanitizeJson(value: unknown): Sanitized<string> {
  const json = JSON.stringify(value)
  if (!escapes.test(json)) return { value: json, removedCharacters: 0 }
  let removedCharacters = 0
  const sanitized = JSON.stringify(value, (_name, inner: unknown) => {
    if (typeof inner !== 'string') return inner
    const text = sanitizeText(inner)
    removedCharacters += text.removedCharacters
    return text.value
  })
  return { value: sanitized, removedCharacters }
}
