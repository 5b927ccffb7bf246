import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pseudo, pseudoTexts, type Texts } from '@/lib/pseudo';

const SRC = join(import.meta.dirname, '../../src');
const LOCALES = join(SRC, 'locales/en');

const texts = Object.fromEntries(
  readdirSync(LOCALES).map((file) => [
    file.replace('.json', ''),
    JSON.parse(readFileSync(join(LOCALES, file), 'utf8')) as Texts,
  ]),
);

function flatten(tree: Texts, prefix = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [prefix + key] : flatten(value, `${prefix}${key}.`),
  );
}

const keys = new Set(
  Object.entries(texts).flatMap(([area, tree]) =>
    flatten(tree).flatMap((key) => {
      const plural = key.replace(/_(zero|one|two|few|many|other)$/, '');
      return [`${area}:${key}`, `${area}:${plural}`];
    }),
  ),
);

function sources(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

/** Every key a file asks for, with its area; a template's fixed start stands for all keys below it. */
function asked(code: string): { key: string; open: boolean }[] {
  const area = /useTranslation\('([\w-]+)'/.exec(code)?.[1] ?? 'common';
  const full = (key: string) => (key.includes(':') ? key : `${area}:${key}`);
  const fixed = [/\bt\(\s*'([^']+)'/g, /\bi18nKey="([^"]+)"/g, /(?:label|group|title)Key: '([^']+)'/g].flatMap(
    (pattern) => [...code.matchAll(pattern)].map(([, key = '']) => ({ key: full(key), open: false })),
  );
  const open = [...code.matchAll(/\bt\(\s*`([^`$]+)\$\{/g)].map(([, start = '']) => ({ key: full(start), open: true }));
  return [...fixed, ...open];
}

describe('texts', () => {
  it.each(sources(SRC).map((path) => [path.slice(SRC.length + 1), path]))(
    '%s asks only for keys that exist',
    (_, path) => {
      const missing = asked(readFileSync(path, 'utf8')).filter(({ key, open }) =>
        open ? ![...keys].some((known) => known.startsWith(key)) : !keys.has(key),
      );
      expect(missing.map(({ key }) => key)).toEqual([]);
    },
  );

  it('have no exclamation marks', () => {
    const all = Object.values(texts).map((tree) => JSON.stringify(tree));
    expect(all.filter((text) => text.includes('!'))).toEqual([]);
  });
});

describe('pseudo-locale', () => {
  it('is accented, bracketed and a third longer', () => {
    expect(pseudo('Save draft')).toBe('[Šáṽé ðŕáƒţ~~~]');
  });

  it('leaves values, tags and references alone', () => {
    expect(pseudo('<b>{{name}}</b> moved $t(common:save)')).toContain('<b>{{name}}</b>');
    expect(pseudo('$t(common:save)')).toContain('$t(common:save)');
  });

  it('reaches nested texts', () => {
    expect(pseudoTexts({ a: { b: 'x' } })).toEqual({ a: { b: '[ẋ~]' } });
  });
});
