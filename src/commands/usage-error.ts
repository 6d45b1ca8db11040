/** The command was called wrongly; main.ts prints the usage and exits with 2. */
export class UsageError extends Error {
  override name = 'UsageError' as const;
}
