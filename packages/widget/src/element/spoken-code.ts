/** The part of a masked code that can be heard: `••••56GH` is `56GH`. */
export function spokenCode(code: string): string {
  return code.replace(/^\W+/, '');
}
