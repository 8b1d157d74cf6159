/** An invalid environment; lists every problem. Never holds a value, which may be secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}
