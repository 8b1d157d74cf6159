/** Whether a text can name a connection: names stand in plans, rule files and commands, which take one with a hyphen first for an option. */
export function isConnectionName(text: string): boolean {
  return /^\w[\w.-]{0,99}$/.test(text)
}

export const connectionNameRule =
  'use at most 100 letters from a to z, digits, dots, hyphens and underscores, no dot or hyphen first'
