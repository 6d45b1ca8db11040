/** Texts remembered for each function unless it says otherwise: sentences of a plan come up with nearly every question. */
const MOST = 20_000;
/** Longer texts are whole documents: those come up once. */
const LONGEST = 500;

/**
 * A pure function of a text that remembers what it gave for the texts asked last. What it gives is shared: nobody may
 * change it.
 */
export function remembered<T>(read: (text: string) => T, most = MOST): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    if (text.length > LONGEST) return read(text);
    const before = known.get(text);
    if (before !== undefined) return before;
    const value = read(text);
    if (known.size >= most) known.clear();
    known.set(text, value);
    return value;
  };
}
