/**
 * What is to be saved was made from a version that somebody else has replaced since. Nothing was saved: the person is shown what
 * changed meanwhile, and decides again.
 */
export class OvertakenError extends Error {
  override readonly name = 'OvertakenError'
}

/**
 * Holds the version that a change was made from against the one in force. To be asked where both are locked.
 * @param versions.against undefined for whoever replaces whatever there is
 * @throws OvertakenError unless they are one; not for what is in force already, as where a form was sent twice
 */
export function refuseOvertaken<Version>({
  against,
  inForce,
  saving,
}: {
  readonly against: Version | undefined
  readonly inForce: Version
  readonly saving: Version
}): void {
  if (against === undefined || against === inForce || saving === inForce) return
  throw new OvertakenError('somebody else saved another version meanwhile')
}
