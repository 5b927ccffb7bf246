/** Puts Markdown marks around what is selected in a text box. */
export type Mark = 'bold' | 'list' | 'link';

interface Marked {
  text: string;
  start: number;
  end: number;
}

/** `start` and `end` of the answer are what should be selected afterwards. */
export function marked(kind: Mark, text: string, start: number, end: number): Marked {
  const chosen = text.slice(start, end);
  const put = (from: number, to: number, middle: string) => text.slice(0, from) + middle + text.slice(to);
  if (kind === 'bold') {
    return { text: put(start, end, `**${chosen}**`), start: start + 2, end: start + 2 + chosen.length };
  }
  if (kind === 'link') {
    const isAddress = /^https?:\/\//.test(chosen);
    const label = isAddress ? '' : chosen;
    const address = isAddress ? chosen : 'https://';
    const addressAt = start + label.length + 3;
    const selected = isAddress ? [start + 1, start + 1] : [addressAt, addressAt + address.length];
    return { text: put(start, end, `[${label}](${address})`), start: selected[0] ?? 0, end: selected[1] ?? 0 };
  }
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const lines = text.slice(from, end).split('\n');
  const listed = lines.map((line) => (line.startsWith('- ') ? line : `- ${line}`)).join('\n');
  const to = from + listed.length;
  return { text: put(from, end, listed), start: to, end: to };
}
