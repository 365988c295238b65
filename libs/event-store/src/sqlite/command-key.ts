/**
 * The key of a command id in the command index: 32 bits, signed. Two commands may share one, so whoever asks the
 * index compares the ids.
 *
 * The upper half is a hash of the id without its last two characters, the lower half of the whole id: ids that
 * count up stand side by side in the index, so that a commit of many commands touches few of its pages. Pages
 * touched are most of what a durable append costs.
 */
export function commandKey(commandId: string): number {
  const shared = hash32(commandId, 0, Math.max(commandId.length - 2, 0), FNV_OFFSET);
  const whole = hash32(commandId, Math.max(commandId.length - 2, 0), commandId.length, shared);
  return (folded(shared) << 16) | folded(whole);
}

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** FNV-1a over UTF-16 units; quick, and good enough for an index whose hits are verified. */
function hash32(text: string, start: number, end: number, seed: number): number {
  let hash = seed;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ text.charCodeAt(i), FNV_PRIME);
  return hash;
}

function folded(hash: number): number {
  return (hash ^ (hash >>> 16)) & 0xffff;
}
