/** NUL, and halves of surrogate pairs: JavaScript holds them in texts, PostgreSQL can't. */
const unstorable = /\0|\p{Surrogate}/gu
/** How they look in JSON; a literal backslash before them makes a false alarm, which costs time only. */
const suspicious = /\\u0000|\\ud[89a-f]/

export interface Stripped<Value> {
  readonly value: Value
  readonly strippedCharacters: number
}

/** A text without the characters that PostgreSQL refuses (error 22021), and how many those were. */
export function stripText(text: string): Stripped<string> {
  const value = text.replace(unstorable, '')
  return { value, strippedCharacters: text.length - value.length }
}

/** A JSON text for PostgreSQL, with the same characters taken out of every text inside. */
export function stripJson(value: unknown): Stripped<string> {
  const json = JSON.stringify(value)
  if (!suspicious.test(json)) return { value: json, strippedCharacters: 0 }
  let strippedCharacters = 0
  const stripped = JSON.stringify(value, (_name, inner: unknown) => {
    if (typeof inner !== 'string') return inner
    const text = stripText(inner)
    strippedCharacters += text.strippedCharacters
    return text.value
  })
  return { value: stripped, strippedCharacters }
}
