/** Validates a path to return to. Anything that could lead to another site becomes the front page. */
export function ownPath(path: unknown): string {
  if (typeof path !== 'string' || !/^\/(?![/\\])[\x21-\x7e]*$/.test(path) || path.length > 200) return '/';
  return path.includes('\\') ? '/' : path;
}
