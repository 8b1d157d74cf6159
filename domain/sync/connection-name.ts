/** Whether a text can name a connection: names stand in commands, plans and rule files. */
export function isConnectionName(text: string): boolean {
  return /^[\w.-]{1,100}$/.test(text)
}

export const connectionNameRule = 'use letters, digits, dots, hyphens and underscores'
