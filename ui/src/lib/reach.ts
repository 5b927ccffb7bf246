/** Hands a number or an address to the program that calls or writes. */

/** Opens `tel:` or `mailto:`; the window itself stays where it is. */
export function openOutside(href: string): void {
  const link = document.createElement('a');
  link.href = href;
  link.rel = 'noopener';
  link.click();
}

export const telephone = (number: string): string => `tel:${number.replace(/[^\d+*#]/g, '')}`;
export const mail = (address: string): string => `mailto:${encodeURIComponent(address).replace('%40', '@')}`;
