/** An error of the database that a script asked for. */
export class ScriptedFailure extends Error {}

/** Tells whether something thrown is, or was caused by, an error that a script asked for. */
export function isScriptedFailure(thrown: unknown): boolean {
  for (let error = thrown, depth = 0; error instanceof Error && depth < 6; error = error.cause, depth += 1) {
    if (error instanceof ScriptedFailure) return true;
  }
  return false;
}
