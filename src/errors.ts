/**
 * The error family: one class per thing an operator does differently. A message says what happened, to what
 * (file, clause, setting) and what to do. Expected outcomes (no match, not in the documents) are values, not errors.
 */
export class WenguiError extends Error {
  override name = 'WenguiError';
}

/** A setting is missing or wrong; the message names the setting, never its value. */
export class ConfigError extends WenguiError {
  override name = 'ConfigError' as const;
}

/** A document cannot be read or understood; the message names the file. */
export class DocumentError extends WenguiError {
  override name = 'DocumentError' as const;
}

/** The index is missing, broken, or was built by something else; the message names the command that mends it. */
export class IndexStoreError extends WenguiError {
  override name = 'IndexStoreError' as const;
}

/** A model service failed after its retries; `cause` keeps what it said. */
export class ModelError extends WenguiError {
  override name = 'ModelError' as const;
}

/** What a person sent does not fit; `field` names the part, for the 400 answer. */
export class RequestError extends WenguiError {
  override name = 'RequestError' as const;
  readonly field: string;
  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}
