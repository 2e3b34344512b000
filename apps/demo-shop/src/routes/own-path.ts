/** A path of the shop that may be gone back to; anything that could lead elsewhere becomes the front page. */
export function ownPath(path: unknown): string {
  if (typeof path !== 'string' || !/^\/(?![/\\])[\x21-\x7e]*$/.test(path) || path.length > 200) return '/';
  return path.includes('\\') ? '/' : path;
}
